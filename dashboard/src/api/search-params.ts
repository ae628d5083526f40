/** Raw search of a URL, before anybody looked at it. */
export type RawSearch = Readonly<Record<string, unknown>>;

/** Non-empty text of a parameter; numbers (the router parses them) become text again, anything else nothing. */
export function textParam(search: RawSearch, key: string): string | undefined {
  const value = search[key];
  if (typeof value === "number") return `${value}`;
  return typeof value === "string" && value !== "" ? value.slice(0, 200) : undefined;
}

/** One of the allowed values; nothing for anything else. */
export function choiceParam<T extends string>(search: RawSearch, key: string, allowed: readonly T[]): T | undefined {
  const value = search[key];
  return allowed.find((choice) => choice === value);
}

/** Only paths of this site: a copied link must not lead away after the sign-in. */
export function localPath(path: string | undefined): string {
  return path !== undefined && /^\/(?![/\\])/.test(path) && !path.startsWith("/login") ? path : "/";
}
