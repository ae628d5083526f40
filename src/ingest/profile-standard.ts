import type { z } from "zod";
import { standardSignalSchema } from "../contract/signal.ts";
import { type MappingProfile, type ParsedSignal, refuse } from "./parsed-signal.ts";

/** `standard@1`: the standard signal as it is. */
export const standardProfile: MappingProfile = { id: "standard@1", parse: (body) => checkStandard(body) };

/** Checks a body against the standard signal; unknown and wrong fields are named. */
export function checkStandard(body: unknown): ParsedSignal {
  const result = standardSignalSchema.safeParse(body);
  if (result.success) return { ok: true, signal: result.data };
  const fields = result.error.issues.slice(0, 20).flatMap(fieldsOf);
  const has = (part: string): boolean => fields.some((field) => field.pointer.startsWith(part));
  const code = has("/size") ? "SIZE_INVALID" : has("/legs") ? "LEGS_INVALID" : "SCHEMA_INVALID";
  return refuse(code, fields.map((field) => `${field.pointer} ${field.message}`).join("; "), fields);
}

function fieldsOf(issue: z.core.$ZodIssue): { pointer: string; message: string }[] {
  const pointer = issue.path.map((part) => `/${String(part)}`).join("");
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ pointer: `${pointer}/${key.slice(0, 100)}`, message: "is not a known field" }));
  }
  return [{ pointer: pointer === "" ? "/" : pointer, message: issue.message }];
}
