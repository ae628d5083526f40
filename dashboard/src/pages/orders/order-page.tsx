import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { orderQuery } from "../../api/queries.ts";
import { PageFrame } from "../../components/page-frame.tsx";
import { Panel } from "../../components/panel.tsx";
import { QueryContent } from "../../components/query-content.tsx";
import { shortId } from "../../format/words.ts";
import { OrderDetails } from "./order-details.tsx";

/** One order as a page of its own. */
export function OrderPage(): ReactNode {
  const { id } = useParams({ from: "/shell/orders/$id" });
  const query = useQuery(orderQuery(id));
  const back = (
    <Link to="/orders" className="link">
      All orders
    </Link>
  );
  return (
    <PageFrame title={`Order ${shortId(id)}`} actions={back}>
      <Panel title="Details" className="max-w-3xl">
        <QueryContent query={query} height={400}>
          {(detail) => <OrderDetails detail={detail} currency={query.data?.meta.currency ?? ""} />}
        </QueryContent>
      </Panel>
    </PageFrame>
  );
}
