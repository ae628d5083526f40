import type { ReactNode } from "react";

/** Meaning of a tag; its text always says it, too. */
export type TagTone = "plain" | "ok" | "warning" | "critical" | "accent";

const TONES: Readonly<Record<TagTone, string>> = {
  plain: "border-line text-muted",
  ok: "border-ok text-ok",
  warning: "border-warning text-warning",
  critical: "border-critical text-critical",
  accent: "border-accent text-accent",
};

/** A short state in words. */
export function Tag({
  tone = "plain",
  children,
}: {
  readonly tone?: TagTone;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <span
      className={`inline-flex items-center gap-1 rounded border bg-background px-1.5 text-xs font-medium whitespace-nowrap ${TONES[tone]}`}
    >
      {children}
    </span>
  );
}
