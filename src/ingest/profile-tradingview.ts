import { createHash } from "node:crypto";
import { z } from "zod";
import type { StandardSignal } from "../contract/signal.ts";
import { type MappingProfile, type ParsedSignal, refuse } from "./parsed-signal.ts";
import { checkStandard } from "./profile-standard.ts";

const text = z.string().max(500);
/** The strategy template of the documentation; the token is checked elsewhere and never kept. */
const template = z.object({
  token: text.optional(),
  schema: z.literal("tv/1"),
  id: text,
  strategy: z.string().min(1).max(100),
  symbol: z.string().min(1).max(80),
  action: z.enum(["buy", "sell"]),
  contracts: text,
  price: text,
  position: z.enum(["long", "short", "flat"]),
  positionSize: text,
  prevPosition: z.enum(["long", "short", "flat"]),
  bar: text,
  sent: text,
  interval: text.optional(),
  note: text.optional(),
});
type Template = z.infer<typeof template>;

/** `tradingview-strategy@1`: position and the one before it tell the intent. */
export const tradingviewStrategyProfile: MappingProfile = { id: "tradingview-strategy@1", parse };

function parse(body: unknown, environment: StandardSignal["environment"]): ParsedSignal {
  const result = template.safeParse(body);
  if (!result.success) {
    const fields = result.error.issues.slice(0, 20).map((issue) => ({
      pointer: `/${issue.path.map(String).join("/")}`,
      message: issue.message,
    }));
    return refuse("SCHEMA_INVALID", "The body does not follow the tv/1 template.", fields);
  }
  const alert = result.data;
  const move = moveOf(alert);
  if (move === null) {
    const path = `${alert.prevPosition} to ${alert.position} by ${alert.action}`;
    return refuse("UNSUPPORTED", `${path} is neither an entry, an exit nor a reversal: scaling is not supported.`);
  }
  const size = positiveDecimal(alert.positionSize);
  if (move === "entry" && size === null) {
    return refuse("SIZE_INVALID", "positionSize is not a number greater than zero.", [
      { pointer: "/positionSize", message: "is not a number greater than zero" },
    ]);
  }
  const price = positiveDecimal(alert.price);
  return checkStandard({
    schema: "signal/1",
    // The time of sending has one-second grain, so what distinguishes two fills of a second is added.
    signalId: visibleId([alert.id, alert.action, alert.contracts, alert.positionSize].join("~")),
    strategyId: alert.strategy,
    environment,
    intent: move,
    sentAt: alert.sent,
    barTime: /^\d{4}-.*Z$/.test(alert.bar) ? alert.bar : null,
    legs: [
      {
        instrument: { kind: "equity", symbol: alert.symbol.slice(alert.symbol.indexOf(":") + 1) },
        side: alert.action,
        effect: move === "entry" ? "open" : "close",
        reference: price === null ? null : { price },
      },
    ],
    size: move === "entry" ? { mode: "units", value: size } : { mode: "none" },
    order: { type: "market" },
    tags: alert.note === undefined || alert.note === "" ? null : { text: alert.note },
  });
}

/** Long to short is an entry too: execution closes what stands in its way first. */
function moveOf(alert: Template): "entry" | "exit" | null {
  const { position, prevPosition, action } = alert;
  if (position === prevPosition) return null;
  if (position === "flat") return (prevPosition === "long") === (action === "sell") ? "exit" : null;
  return (position === "long") === (action === "buy") ? "entry" : null;
}

/** Size without its sign; null for NaN, empty, zero. */
function positiveDecimal(value: string): string | null {
  const match = /^-?(\d{1,15}(?:\.\d{1,10})?)$/.exec(value.trim());
  return match !== null && /[1-9]/.test(match[1] as string) ? (match[1] as string) : null;
}

/** Visible characters only, at most 120, still one to one. */
function visibleId(id: string): string {
  const visible = encodeURIComponent(id.toWellFormed());
  if (visible.length <= 120) return visible;
  return `${visible.slice(0, 80)}~${createHash("sha256").update(id).digest("hex").slice(0, 32)}`;
}
