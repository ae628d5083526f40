import type { ParameterField, RunnableStrategy } from "../../../../../src/contract/run-options.ts";
import type { GridAxis, RunRequest } from "../../../../../src/contract/run-request.ts";
import { parameterValues, typedNumber, ungrouped } from "../../../format/parameter-values.ts";
import type { LaunchForm } from "./launch-form.ts";

/** Messages by field: `from`, `parameters/fast`; empty `""` is about the whole form. */
export type FieldErrors = Readonly<Record<string, string>>;
/** What the form says, or what is wrong with it. */
export interface ReadForm {
  /** Null while a field is wrong. */
  readonly request: RunRequest | null;
  readonly errors: FieldErrors;
}

const AMOUNT = /^\d{1,12}(\.\d{1,2})?$/;
const FEE = /^\d{1,9}(\.\d{1,6})?$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Reads the launcher's fields; the server checks again and knows more. */
export function readForm(form: LaunchForm, strategy: RunnableStrategy | undefined): ReadForm {
  const errors: Record<string, string> = {};
  const check = (field: string, isFine: boolean, message: string): void => {
    if (!isFine) errors[field] ??= message;
  };
  check("strategyId", strategy !== undefined, "Choose a strategy");
  check("dataset", form.dataset !== "", "Choose bars");
  check("from", DAY.test(form.from), "A date like 2024-03-11");
  check("to", DAY.test(form.to), "A date like 2024-03-11");
  check("to", form.from <= form.to, "The period ends before it begins");
  const capital = ungrouped(form.initialCapital);
  check("initialCapital", AMOUNT.test(capital) && /[1-9]/.test(capital), "An amount above 0, such as 100,000");
  const commission = ungrouped(form.commissionPerOrder);
  check("commissionPerOrder", FEE.test(commission), "An amount, such as 1.00");
  const slippage = typedNumber(form.slippageBps);
  check("slippageBps", slippage !== null && slippage >= 0 && slippage <= 10_000, "A number from 0 to 10,000");
  const { fixed, grid } = readParameters(form, strategy, errors);
  const whole = (
    field: "inSampleDays" | "outOfSampleDays" | "stepDays" | "minTrades",
    least: number,
  ): number | undefined => {
    const text = form[field];
    const value = text.trim() === "" ? null : typedNumber(text);
    const mayBeEmpty = field === "stepDays" || field === "minTrades";
    if (text.trim() === "" && mayBeEmpty) return undefined;
    check(field, value !== null && Number.isInteger(value) && value >= least, `A whole number from ${least} on`);
    return value ?? undefined;
  };
  const search = { grid, objective: form.objective, minTrades: whole("minTrades", 0) };
  const windows = (): Partial<RunRequest> => ({
    mode: form.mode,
    inSampleDays: whole("inSampleDays", 1),
    outOfSampleDays: whole("outOfSampleDays", 1),
    stepDays: whole("stepDays", 1),
  });
  const kind: Partial<RunRequest> =
    form.type === "backtest" ? {} : form.type === "sweep" ? search : { ...search, ...windows() };
  if (Object.keys(errors).length > 0 || slippage === null) return { request: null, errors };
  const request: RunRequest = {
    type: form.type,
    strategyId: form.strategyId,
    dataset: form.dataset,
    from: form.from,
    to: form.to,
    parameters: fixed,
    initialCapital: capital,
    commissionPerOrder: commission,
    slippageBps: slippage,
    fillModel: form.fillModel,
    ...kind,
  };
  return { request, errors };
}

interface ReadParameters {
  readonly fixed: Record<string, number>;
  readonly grid: GridAxis[];
}

/** Single values are set, several are searched. */
function readParameters(
  form: LaunchForm,
  strategy: RunnableStrategy | undefined,
  errors: Record<string, string>,
): ReadParameters {
  const fixed: Record<string, number> = {};
  const grid: GridAxis[] = [];
  for (const field of strategy?.parameters ?? []) {
    const key = `parameters/${field.name}`;
    const read = parameterValues(form.parameters[field.name] ?? "");
    if (read.kind === "invalid") {
      errors[key] = read.message;
      continue;
    }
    const wrong = read.values.find((value) => !isFit(value, field));
    const [first] = read.values;
    if (wrong !== undefined) {
      errors[key] = `${wrong} does not fit: ${boundsOf(field)}`;
    } else if (read.values.length > 1) {
      grid.push({ name: field.name, values: [...read.values] });
      if (form.type === "backtest") errors[key] = "A backtest takes one value; a sweep or walk-forward takes several";
    } else if (first !== undefined) fixed[field.name] = first;
  }
  const hasAxes = grid.length > 0 || Object.keys(errors).some((key) => key.startsWith("parameters/"));
  if (form.type !== "backtest" && strategy !== undefined && !hasAxes) {
    errors[""] = "Give at least one parameter several values: a list 5,10,20 or a range 5:20:5";
  }
  return { fixed, grid };
}

function isFit(value: number, { type, minimum, maximum }: ParameterField): boolean {
  return value >= minimum && value <= maximum && (type === "number" || Number.isInteger(value));
}

/** What a parameter takes, in words. */
export function boundsOf({ type, minimum, maximum }: ParameterField): string {
  if (type === "boolean") return "0 is off, 1 is on";
  return `${type === "integer" ? "whole, " : ""}${minimum} to ${maximum}`;
}

/** How many values a parameter's field stands for; null: none yet. */
export function valueCount(text: string): number | null {
  const read = parameterValues(text);
  return read.kind === "values" ? read.values.length : null;
}

/** Messages of the server at the form's fields: those about a grid go to their parameter. */
export function fieldsOfGrid(messages: FieldErrors, request: RunRequest | null): FieldErrors {
  const renamed = Object.entries(messages).map(([field, message]) => {
    const place = /^grid\/(\d+)/.exec(field)?.[1];
    const axis = place === undefined ? undefined : request?.grid?.find((_, at) => `${at}` === place);
    return [axis === undefined ? field : `parameters/${axis.name}`, message] as const;
  });
  return Object.fromEntries(renamed);
}
