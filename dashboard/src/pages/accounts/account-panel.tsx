import { type ReactNode, useState } from "react";
import type { AccountRow } from "../../../../src/contract/account-row.ts";
import { type Fact, FactList } from "../../components/fact-list.tsx";
import { ErrorNote } from "../../components/error-note.tsx";
import { Num } from "../../components/num.tsx";
import { Panel } from "../../components/panel.tsx";
import { Tag } from "../../components/tag.tsx";
import { Time } from "../../components/time.tsx";
import { wordsOf } from "../../format/words.ts";
import { AcceptDialog } from "./accept-dialog.tsx";
import { useCommand } from "./use-command.ts";
import { VerdictTag } from "./verdict-tag.tsx";

function factsOf(account: AccountRow): readonly Fact[] {
  return [
    ["State", account.isBlocked ? <Tag tone="critical">in doubt</Tag> : <Tag tone="ok">known</Tag>],
    ["No new exposure", account.isBlocked ? wordsOf(account.blockReason ?? "not known") : "not blocked"],
    ["Since", <Time at={account.blockedSince} kind="moment" withZone missing="not blocked" />],
    ["Equity", <Num kind="money" value={account.equity} unit={account.currency} />],
    ["Cash", <Num kind="money" value={account.cash} unit={account.currency} />],
    ["Last comparison", account.lastVerdict === null ? "none yet" : <VerdictTag verdict={account.lastVerdict} />],
    ["Compared", <Time at={account.lastReconciledAt} kind="moment" withZone missing="not compared yet" />],
  ];
}

/** One account, with what a person can do when it is in doubt. */
export function AccountPanel({ account }: { readonly account: AccountRow }): ReactNode {
  const compare = useCommand(`/v1/accounts/${encodeURIComponent(account.id)}/reconcile`);
  const [isAccepting, setIsAccepting] = useState(false);
  const actions = (
    <div className="flex flex-wrap gap-2">
      <button type="button" className="button" disabled={compare.isPending} onClick={() => compare.send({})}>
        {compare.isPending ? "Asking…" : "Compare now"}
      </button>
      {account.isBlocked ? (
        <button type="button" className="button" aria-haspopup="dialog" onClick={() => setIsAccepting(true)}>
          Accept the venue's word…
        </button>
      ) : null}
    </div>
  );
  return (
    <Panel title={`Account ${account.id}`} actions={actions}>
      {compare.error === null ? null : <ErrorNote error={compare.error} />}
      {compare.isDone ? (
        <p role="status" className="mb-2">
          The venue was asked; the answer appears below.
        </p>
      ) : null}
      <FactList facts={factsOf(account)} />
      {isAccepting ? <AcceptDialog accountId={account.id} onClose={() => setIsAccepting(false)} /> : null}
    </Panel>
  );
}
