import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { orderQuery } from "../../api/queries.ts";
import { Drawer } from "../../components/drawer.tsx";
import { QueryContent } from "../../components/query-content.tsx";
import { shortId } from "../../format/words.ts";
import { OrderDetails } from "./order-details.tsx";

/** Details of an order at the side of the list. */
export function OrderDrawer({ id, onClose }: { readonly id: string; readonly onClose: () => void }): ReactNode {
  const query = useQuery(orderQuery(id));
  return (
    <Drawer title={`Order ${shortId(id)}`} onClose={onClose}>
      <QueryContent query={query} height={400}>
        {(detail) => <OrderDetails detail={detail} currency={query.data?.meta.currency ?? ""} />}
      </QueryContent>
    </Drawer>
  );
}
