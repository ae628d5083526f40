/** Values that a parameter's field stands for, or why it stands for none. */
export type ParameterValues =
  | { readonly kind: "values"; readonly values: readonly number[] }
  | { readonly kind: "invalid"; readonly message: string };

const NUMBER = /^-?\d{1,15}(\.\d{1,9})?$/;
/** Values of one axis that the API takes. */
const VALUES_MAX = 1_000;
const invalid = (message: string): ParameterValues => ({ kind: "invalid", message });

/** Reads a number, a list `5,10,20` or a range `5:20:5` (both ends included, step 1 when left out). */
export function parameterValues(text: string): ParameterValues {
  const body = text.trim();
  if (body.includes(":")) return rangeOf(body);
  const parts = body.split(",").map((part) => part.trim());
  const wrong = parts.find((part) => !NUMBER.test(part));
  if (wrong !== undefined) {
    return invalid(wrong === "" ? "Give a number, a list 5,10,20 or a range 5:20:5" : `“${wrong}” is no number`);
  }
  const values = parts.map(Number);
  if (new Set(values).size < values.length) return invalid("Give each value once");
  return values.length > VALUES_MAX ? invalid(`At most ${VALUES_MAX} values`) : { kind: "values", values };
}

function rangeOf(body: string): ParameterValues {
  const parts = body.split(":").map((part) => part.trim());
  if (parts.length > 3 || parts.some((part) => !NUMBER.test(part)))
    return invalid("A range is from:to:step, like 5:20:5");
  const places = Math.max(...parts.map((part) => part.split(".")[1]?.length ?? 0));
  const scale = Number(`1e${places}`);
  // Whole multiples of the last place: adding 0.1 again and again would drift.
  const [from = 0, to = 0, step = scale] = parts.map((part) => Math.round(Number(part) * scale));
  if (step <= 0) return invalid("The step must be above 0");
  if (to < from) return invalid("The range ends before it begins");
  const count = Math.floor((to - from) / step) + 1;
  if (count > VALUES_MAX) return invalid(`${count} values; at most ${VALUES_MAX}: take a larger step`);
  return { kind: "values", values: Array.from({ length: count }, (_, i) => (from + i * step) / scale) };
}

/** Typed digits without the commas between their thousands; another comma stays, so that `0,5` is no 5. */
export function ungrouped(text: string): string {
  const typed = text.trim();
  return /^-?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/.test(typed) ? typed.replaceAll(",", "") : typed;
}

/** A whole or decimal number that somebody typed, with or without grouping; null: it is none. */
export function typedNumber(text: string): number | null {
  const plain = ungrouped(text);
  return NUMBER.test(plain) ? Number(plain) : null;
}
