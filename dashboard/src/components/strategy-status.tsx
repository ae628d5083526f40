import { Circle, CircleCheck, CircleDashed } from "lucide-react";
import type { ReactNode } from "react";
import type { StrategyStatusName } from "../../../src/contract/strategy-row.ts";
import { Tag } from "./tag.tsx";

/** Status of a strategy: shape and word. */
export function StrategyStatus({ status }: { readonly status: StrategyStatusName }): ReactNode {
  const Icon = status === "ACTIVE" ? CircleCheck : status === "TESTING" ? CircleDashed : Circle;
  return (
    <Tag tone={status === "ACTIVE" ? "ok" : status === "TESTING" ? "accent" : "plain"}>
      <Icon aria-hidden="true" className="size-3" />
      {status}
    </Tag>
  );
}
