import { CircleAlert, OctagonAlert, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { Severity } from "../../../src/contract/activity-item.ts";
import { Tag } from "./tag.tsx";

/** Severity as shape and word; nothing for plain information. */
export function SeverityMark({ severity }: { readonly severity: Severity }): ReactNode {
  if (severity === "info") return null;
  const Icon = severity === "warning" ? CircleAlert : severity === "critical" ? TriangleAlert : OctagonAlert;
  return (
    <>
      <Tag tone={severity === "warning" ? "warning" : "critical"}>
        <Icon aria-hidden="true" className="size-3" />
        {severity}
      </Tag>{" "}
    </>
  );
}
