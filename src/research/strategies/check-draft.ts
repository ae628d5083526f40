const FIELDS = {
  intent: ["entry", "exit"],
  side: ["buy", "sell"],
  orderType: ["market", "limit", "stop", "stop-limit"],
  timeInForce: ["day", "gtc", "ioc", "fok"],
} as const;

/** What is wrong with one wish of a user's strategy, a sentence; null when nothing. */
export function checkDraft(draft: unknown): string | null {
  if (typeof draft !== "object" || draft === null) return `a wish was ${String(draft)}; expected a SignalDraft`;
  const fields = draft as Readonly<Record<string, unknown>>;
  for (const [name, allowed] of Object.entries(FIELDS)) {
    if (!allowed.some((one) => one === fields[name]))
      return `a wish's ${name} was ${String(fields[name])}; allowed are ${allowed.join(", ")}`;
  }
  const { orderType, limitMicros, stopMicros, stopDistanceMicros, bracket } = fields;
  const prices = [
    ["limitMicros", limitMicros, orderType === "limit" || orderType === "stop-limit"],
    ["stopMicros", stopMicros, orderType === "stop" || orderType === "stop-limit"],
  ] as const;
  for (const [name, price, isWanted] of prices) {
    if (isWanted ? !isPositive(price) : price !== null)
      return `a wish's ${name} was ${String(price)}; a ${String(orderType)} order has ${isWanted ? "a whole number of micros above 0" : "null"} there`;
  }
  if (stopDistanceMicros !== null && !isPositive(stopDistanceMicros))
    return `a wish's stopDistanceMicros was ${JSON.stringify(stopDistanceMicros)}; expected a whole number of micros above 0, or null`;
  return bracket === null ? null : checkBracket(bracket);
}

function checkBracket(bracket: unknown): string | null {
  if (typeof bracket !== "object" || bracket === null)
    return `a wish's bracket was ${String(bracket)}; expected null or a Bracket`;
  const { unit, stop, target, isTrailing } = bracket as Readonly<Record<string, unknown>>;
  if (unit !== "micros" && unit !== "millionths")
    return `a wish's bracket.unit was ${String(unit)}; allowed are micros, millionths`;
  for (const [name, level] of [
    ["stop", stop],
    ["target", target],
  ] as const) {
    if (level !== null && !isPositive(level))
      return `a wish's bracket.${name} was ${JSON.stringify(level)}; expected a whole number above 0, or null`;
  }
  return typeof isTrailing === "boolean"
    ? null
    : `a wish's bracket.isTrailing was ${String(isTrailing)}; expected true or false`;
}

function isPositive(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) > 0;
}
