import type { ServerResponse } from "node:http";
import { GanlensError } from "@ganlens/core";
import { dataHeaders } from "./security-headers.ts";

/** An answer that is written at once. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Writes an answer; one to HEAD keeps its body to itself. */
export function sendAnswer(response: ServerResponse, { status, type, body, headers }: Answer): void {
  const bytes = Buffer.from(body);
  response.writeHead(status, {
    ...dataHeaders,
    "Cache-Control": "no-store",
    "Content-Type": type,
    "Content-Length": bytes.length,
    ...headers,
  });
  response.end(response.req.method === "HEAD" ? undefined : bytes);
}

/** A value as JSON. */
export function jsonAnswer(value: unknown, status = 200): Answer {
  return { status, type: "application/json", body: JSON.stringify(value) };
}

/** What `HttpRunReader` shows of a request that failed: `{ code, message, hint }`. */
export function errorBody(error: unknown): {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
} {
  // An unexpected error may hold paths of this machine: it is told where the server was started, and not here.
  if (!GanlensError.isInstance(error)) {
    return { code: "unexpected", message: "Something unexpected went wrong while this was read." };
  }
  const { code, message, hint } = error;
  return { code, message, ...(hint === undefined ? {} : { hint }) };
}

/** A refusal that programs and people can read. */
export function refusal(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return { ...jsonAnswer({ code: "refused", message }, status), headers };
}
