import type { ReactNode } from "react";
import type { ReconcileVerdict } from "../../../../src/contract/account-row.ts";
import { Tag, type TagTone } from "../../components/tag.tsx";

const WORDS: Readonly<Record<ReconcileVerdict, readonly [tone: TagTone, text: string]>> = {
  clean: ["ok", "clean"],
  healed: ["accent", "healed: missed events applied"],
  open: ["warning", "open: asked again"],
  incomplete: ["warning", "incomplete answer"],
  mismatch: ["critical", "mismatch"],
};

/** Outcome of a comparison, in words. */
export function VerdictTag({ verdict }: { readonly verdict: ReconcileVerdict }): ReactNode {
  const [tone, text] = WORDS[verdict];
  return <Tag tone={tone}>{text}</Tag>;
}
