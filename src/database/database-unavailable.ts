/** The database cannot be opened; the message is one sentence that says what to do. */
export class DatabaseUnavailable extends Error {
  override readonly name = "DatabaseUnavailable";
}

/** Turns what the driver threw into one clear sentence, without the password of the address. */
export function explainConnectFailure(url: string, error: unknown): DatabaseUnavailable {
  const place = describePlace(url);
  if (place === null) {
    return new DatabaseUnavailable(
      "DATABASE_URL is not a PostgreSQL address: expected postgres://user:password@host:port/database.",
    );
  }
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : String(error);
  return new DatabaseUnavailable(`DATABASE_URL ${sentences[code]?.(place) ?? `(${place.host}): ${message}.`}`, {
    cause: error,
  });
}

interface Place {
  readonly host: string;
  readonly user: string;
  readonly database: string;
}

const sentences: Readonly<Record<string, (place: Place) => string>> = {
  ECONNREFUSED: (place) => `points to ${place.host}, where nothing listens: start PostgreSQL there or unset it.`,
  ENOTFOUND: (place) => `points to ${place.host}, a name that does not resolve: correct the host or unset it.`,
  ETIMEDOUT: (place) => `points to ${place.host}, which does not answer: check the network or unset it.`,
  "28P01": (place) => `has the wrong password for user "${place.user}" at ${place.host}: correct it.`,
  "28000": (place) => `names user "${place.user}", whom ${place.host} does not let in: correct the user.`,
  "3D000": (place) => `names database "${place.database}", which ${place.host} does not have: create it or correct it.`,
};

function describePlace(url: string): Place | null {
  if (!URL.canParse(url)) return null;
  const { protocol, hostname, port, username, pathname } = new URL(url);
  if (protocol !== "postgres:" && protocol !== "postgresql:") return null;
  return {
    host: `${hostname || "localhost"}:${port || "5432"}`,
    user: decodeURIComponent(username),
    database: decodeURIComponent(pathname.slice(1)),
  };
}

function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  if (typeof error === "object" && error !== null && "code" in error) return String(error.code);
  if (error instanceof Error && error.message.includes("timeout")) return "ETIMEDOUT";
  return "";
}
