import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { RunDetail } from "../../../../../src/contract/run-detail.ts";
import { isUnderWay, runQuery } from "../../../api/run-queries.ts";
import { PageFrame } from "../../../components/page-frame.tsx";
import { Panel } from "../../../components/panel.tsx";
import { QueryContent } from "../../../components/query-content.tsx";
import { TabLinks } from "../../../components/tab-links.tsx";
import { shortId } from "../../../format/words.ts";
import { RunCommandDialog } from "../run-command-dialog.tsx";
import type { RunTab } from "../run-search.ts";
import { typeWord } from "../run-words.ts";
import { KeyFigures } from "./key-figures.tsx";
import { RunActions } from "./run-actions.tsx";
import { RunIdentity } from "./run-identity.tsx";
import { RunTabContent } from "./run-tab-content.tsx";
import { VerdictStrip } from "./verdict-strip.tsx";

const TABS: readonly (readonly [RunTab, string])[] = [
  ["summary", "Summary"],
  ["trades", "Trades"],
  ["charts", "Charts"],
  ["costs", "Costs"],
  ["robustness", "Robustness"],
  ["decisions", "Decisions"],
  ["log", "Log"],
  ["reproduce", "Reproduce"],
];

/** One research run: what to doubt first, then its figures, then everything behind them. */
export function RunPage(): ReactNode {
  const { id } = useParams({ from: "/shell/runs/$id" });
  const query = useQuery(runQuery(id));
  const type = query.data?.data.run.type;
  const back = (
    <Link to="/runs" className="link">
      All runs
    </Link>
  );
  return (
    <PageFrame title={`${type === undefined ? "Run" : typeWord(type)} ${shortId(id)}`} actions={back}>
      <QueryContent query={query} height={400}>
        {(detail) => <RunView detail={detail} currency={query.data?.meta.currency ?? ""} />}
      </QueryContent>
    </PageFrame>
  );
}

function RunView({ detail, currency }: { readonly detail: RunDetail; readonly currency: string }): ReactNode {
  const { tab = "summary" } = useSearch({ from: "/shell/runs/$id" });
  const navigate = useNavigate({ from: "/runs/$id" });
  const [isAsking, setIsAsking] = useState(false);
  const label = TABS.find(([value]) => value === tab)?.[1] ?? "Summary";
  return (
    <div className="grid grid-cols-1 gap-3">
      <VerdictStrip detail={detail} />
      <RunIdentity run={detail.run} actions={<RunActions detail={detail} onCommand={() => setIsAsking(true)} />} />
      <KeyFigures detail={detail} />
      <div>
        <TabLinks
          label="Part of the run"
          tabs={TABS}
          current={tab}
          onChoose={(next) => void navigate({ search: { tab: next }, resetScroll: false })}
        />
      </div>
      {tab === "summary" || tab === "costs" || tab === "robustness" || tab === "decisions" || tab === "reproduce" ? (
        <RunTabContent tab={tab} detail={detail} currency={currency} />
      ) : (
        <Panel title={label}>
          <RunTabContent tab={tab} detail={detail} currency={currency} />
        </Panel>
      )}
      {isAsking ? (
        <RunCommandDialog
          run={detail.run}
          onClose={() => setIsAsking(false)}
          onDone={isUnderWay(detail.run) ? undefined : () => navigate({ to: "/runs" })}
        />
      ) : null}
    </div>
  );
}
