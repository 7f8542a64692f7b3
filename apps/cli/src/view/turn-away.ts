import type { IncomingMessage, ServerResponse } from "node:http";
import type { Access } from "./access.ts";
import { refusal, sendAnswer } from "./answer.ts";
import { lockedPage } from "./locked-page.ts";

/** Answers a request that may not read, or that brings the token; false when it may go on. */
export function turnAway({
  request,
  response,
  access,
}: {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly access: Access;
}): boolean {
  const { method, headers, url = "" } = request;
  const refuse = (...refused: Parameters<typeof refusal>): true => {
    sendAnswer(response, refusal(...refused));
    return true;
  };
  const origin = access.originOf(request);
  if (origin === "misdirected") return refuse(421, "This server does not answer to that name.");
  const isBodied = headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) !== 0;
  // Nothing reads a body, so the connection would go on with whatever it holds.
  if (isBodied) response.shouldKeepAlive = false;
  if (method !== "GET" && method !== "HEAD") {
    return refuse(405, "Only GET and HEAD are answered.", { Allow: "GET, HEAD" });
  }
  if (isBodied) return refuse(400, "A request without a body was expected.");
  if (!url.startsWith("/")) return refuse(400, "A path was expected.");
  if (origin === "foreign") {
    sendAnswer(response, lockedPage());
    return true;
  }
  const token = url.startsWith("/?") ? new URLSearchParams(url.slice(2)).get("token") : null;
  const isKnown = access.hasSession(request);
  // A look at the headers alone must not use the token up.
  const isNew = !isKnown && token !== null && method === "GET" && access.redeem(token);
  if (!isKnown && !isNew) {
    sendAnswer(response, lockedPage());
    return true;
  }
  if (token === null) return false;
  // Away from the address with the token, so that it is not what is bookmarked or shown.
  sendAnswer(response, {
    status: 303,
    type: "text/plain; charset=utf-8",
    body: "",
    headers: { Location: "/", ...(isNew ? { "Set-Cookie": access.cookie } : {}) },
  });
  return true;
}
