import type { Problem } from "../../../src/contract/problem.ts";
import { ConnectionError, ProblemError } from "./problem-error.ts";

function isProblem(body: unknown): body is Problem {
  return typeof body === "object" && body !== null && "code" in body && "title" in body && "status" in body;
}

/** Reads why a request was refused; an answer that is no problem document counts as a broken connection. */
export async function problemFromResponse(response: Response): Promise<Error> {
  const body: unknown = await response.json().catch(() => null);
  if (!isProblem(body)) return new ConnectionError(`The server answered ${response.status} without an explanation`);
  return new ProblemError({ ...body, fields: body.fields ?? [] });
}
