import type { StandardSignal } from "../contract/signal.ts";
import { type MappingProfile, type ParsedSignal, refuse } from "./parsed-signal.ts";
import { standardProfile } from "./profile-standard.ts";
import { tradingviewStrategyProfile } from "./profile-tradingview.ts";

/** Mapping profiles by id; a name without version means version 1. */
const PROFILES: readonly MappingProfile[] = [standardProfile, tradingviewStrategyProfile];

/** Most bytes of one delivery. */
export const BODY_BYTES_MAX = 65_536;
/** Deeper nesting is no signal. */
const DEPTH_MAX = 12;

/** From bytes to a checked standard signal, or the reason why not. Pure; never throws on any body. */
export function parseBody(raw: string, profileId: string, environment: StandardSignal["environment"]): ParsedSignal {
  const profile = PROFILES.find((one) => one.id === profileId || one.id === `${profileId}@1`);
  if (profile === undefined) {
    return refuse("UNKNOWN_PROFILE", `Profile is not one of ${PROFILES.map((one) => one.id).join(", ")}.`);
  }
  if (Buffer.byteLength(raw) > BODY_BYTES_MAX) return refuse("TOO_LARGE", `The body exceeds ${BODY_BYTES_MAX} bytes.`);
  if (raw.includes("{{")) return refuse("PLACEHOLDER_LEFT", "The body still contains {{: a placeholder is misspelt.");
  let body: unknown;
  try {
    body = JSON.parse(raw);
  } catch {
    return refuse("BAD_JSON", "The body is not valid JSON.");
  }
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    return refuse("BAD_JSON", "The body is not a JSON object.");
  }
  if (depthOf(raw) > DEPTH_MAX) return refuse("SCHEMA_INVALID", `The body is nested deeper than ${DEPTH_MAX}.`);
  return profile.parse(body, environment);
}

/** The body as it may be kept: values of token fields are masked. */
export function maskSecrets(raw: string): string {
  return raw.replace(/("(?:token|passphrase|password|secret)"\s*:\s*)"(?:[^"\\]|\\.)*"/gi, '$1"***"');
}

/** Nesting by brackets; brackets inside texts count too, which only ever refuses more. */
function depthOf(raw: string): number {
  let depth = 0;
  let deepest = 0;
  for (let i = 0; i < raw.length; i += 1) {
    const code = raw.charCodeAt(i);
    if (code === 0x7b || code === 0x5b) deepest = Math.max(deepest, ++depth);
    else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
  return deepest;
}
