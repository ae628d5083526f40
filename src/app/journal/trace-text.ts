import type { Input } from "../../core/model/input.ts";
import type { CheckRecord, OutputRecord, StepRecord } from "../../core/model/output-record.ts";
import { isoOfMicros } from "../../platform/wall-clock.ts";
import type { JournalTrace } from "./trace-journal.ts";

/** A trace as lines for people: inputs with `<-`, outputs with `->`, steps and checks under their decision. */
export function traceText(trace: JournalTrace): string[] {
  const orders = trace.orders.length === 0 ? "no order" : `orders ${trace.orders.join(", ")}`;
  const lines = [`signal ${trace.signalId}: ${orders}`];
  for (const { input, outputs } of trace.steps) {
    lines.push(`${input.seq} <- ${isoOfMicros(input.tsEvent)} ${inputText(input)}`);
    for (const output of outputs) lines.push(`${output.seq} -> ${outputText(output)}`, ...decisionLines(output));
  }
  return lines;
}

function inputText(input: Input): string {
  switch (input.kind) {
    case "SignalReceived": {
      const { signal } = input;
      return `SignalReceived ${input.receiptId} from ${input.sourceId}: ${signal.intent} ${signal.side} ${signal.orderType}`;
    }
    case "SignalRefusedAtDoor":
      return `SignalRefusedAtDoor ${input.receiptId} from ${input.sourceId}: ${input.code} ${input.detail}`;
    case "VenueReport":
      return `VenueReport ${input.report} of order ${input.order}${fillText(input)}${reasonText(input.reason)}`;
    case "BarClosed":
      return `BarClosed instrument ${input.instrument} at ${price(input.closeMicros)}`;
    default:
      return input.kind;
  }
}

function outputText(output: OutputRecord): string {
  switch (output.kind) {
    case "OrderPlanned":
    case "SubmitOrder": {
      const { order } = output;
      return `${output.kind} ${order.index} ${output.clientOrderId}: ${order.side} ${order.quantityLots} ${output.symbol} ${order.type} ${order.timeInForce}`;
    }
    case "DecisionTraced":
      return `DecisionTraced ${output.symbol}: ${output.quantityLots} lots${output.outcome === null ? "" : `, ${output.outcome}`}${reasonText(output.reason)}`;
    case "SignalEnded":
      return `SignalEnded ${output.outcome}${reasonText(output.reason)}`;
    case "OrderStateChanged":
      return `OrderStateChanged ${output.order}: ${output.from} to ${output.to}${reasonText(output.reason)}`;
    case "FillBooked":
      return `FillBooked ${output.order}:${fillText(output)}`;
    case "RoundTripClosed":
      return `RoundTripClosed ${output.side} ${output.quantityLots} lots: net ${price(output.netMicros)}`;
    case "RaiseAlert":
      return `RaiseAlert ${output.severity} ${output.code}: ${output.text}`;
    case "CancelOrder":
      return `CancelOrder ${output.order}`;
    case "ReportQuarantined":
      return `ReportQuarantined ${output.order}: ${output.report}, ${output.why}`;
    default:
      return output.kind;
  }
}

/** Every sizing step and every check by the name that the dashboard shows. */
function decisionLines(output: OutputRecord): string[] {
  if (output.kind !== "DecisionTraced") return [];
  return [...output.steps.map((step, i) => stepLine(step, i === output.binding)), ...output.checks.map(checkLine)];
}

function stepLine(step: StepRecord, isBinding: boolean): string {
  const bound = step.boundLots === null ? "" : `, bound ${step.boundLots} lots`;
  return `     step  ${step.label}: ${amount(step.input, step.unit)}${bound}${reasonText(step.note)}${isBinding ? "  <= decides" : ""}`;
}

function checkLine(check: CheckRecord): string {
  return `     check ${check.label}: ${check.verdict}, ${amount(check.value, check.unit)} of ${amount(check.limit, check.unit)}`;
}

/** Values in the units that people use: the core counts money in 1e-6. */
function amount(value: number | null, unit: string): string {
  if (value === null) return "-";
  return unit === "micros" ? price(value) : `${value} ${unit}`;
}

function price(micros: number): string {
  return (micros / 1e6).toFixed(2);
}

function fillText(fill: { quantityLots: number; priceTicks: number; feeMicros: number }): string {
  return fill.quantityLots === 0
    ? ""
    : ` ${fill.quantityLots} lots at ${fill.priceTicks} ticks, fee ${price(fill.feeMicros)}`;
}

function reasonText(reason: string): string {
  return reason === "" ? "" : ` (${reason})`;
}
