import type { ReactNode } from "react";
import type { ReconcileVerdict } from "../../../../src/contract/account-row.ts";
import { Tag, type TagTone } from "../../components/tag.tsx";

const TONES: Readonly<Record<ReconcileVerdict, TagTone>> = {
  clean: "ok",
  healed: "accent",
  open: "warning",
  incomplete: "warning",
  mismatch: "critical",
};

/** Outcome of a comparison: healed is equal after missed events, open is asked again. */
export function VerdictTag({ verdict }: { readonly verdict: ReconcileVerdict }): ReactNode {
  return <Tag tone={TONES[verdict]}>{verdict}</Tag>;
}
