import type { Session } from "../../../src/contract/auth.ts";

let current: Session | null = null;
let onSignedOut: () => void = () => undefined;

/** The session of this browser, null when nobody is signed in or not yet known. */
export function currentSession(): Session | null {
  return current;
}

/** Remembers who signed in, in memory only: the cookie is the proof, the CSRF token goes with every command. */
export function rememberSession(session: Session | null): void {
  current = session;
}

/** Sets what happens when the server says that the session is over. */
export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener;
}

/** The server answered 401. */
export function sessionEnded(): void {
  current = null;
  onSignedOut();
}
