import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { ConfigInvalidError, GanlensError } from "@ganlens/core";
import { Access } from "./access.ts";
import { errorBody, jsonAnswer, refusal, sendAnswer } from "./answer.ts";
import { pageContentType, runContentType } from "./content-type.ts";
import { RunEvents, type RunEventsOptions } from "./run-events.ts";
import { runIndex } from "./run-index.ts";
import { dataHeaders, pageHeaders } from "./security-headers.ts";
import { sendFile } from "./send-file.ts";
import { ServedFolder, type ServedFolderOptions } from "./served-folder.ts";
import { turnAway } from "./turn-away.ts";
import { WaitingSockets } from "./waiting-sockets.ts";

const loopback = "127.0.0.1";
/** Far more than a browser opens; those in excess are not accepted. */
const mostConnections = 512;
/** Connections that have brought no request of the known browser yet. */
const mostWaiting = 64;

export interface ViewServerOptions extends Omit<ServedFolderOptions, "name"> {
  /** The run folder. */
  readonly run: string;
  /** The folder of the built page, with its `index.html`. */
  readonly page: string;
  /** A free one, if 0. */
  readonly port?: number;
  /** Told of errors that nobody expected; the browser is told only that there was one. */
  readonly onError?: (error: unknown) => void;
  readonly events?: Pick<RunEventsOptions, "pollMs" | "heartbeatMs" | "mostClients">;
}

/** A server that is listening. */
export interface ViewServer {
  /** The address to open, with its one-time token. */
  readonly url: string;
  readonly port: number;
  /** Who listens to changes, and whether the folder is being watched for them. */
  readonly events: Pick<RunEvents, "clients" | "watching">;
  /** Ends every connection and frees the port. */
  close(): Promise<void>;
}

/**
 * Serves one run folder and the page that shows it, to the browser that opens the printed address, on this machine only.
 *
 * `GET /` and the page's assets; `GET /index.json` ({@link RunIndex}); `GET /run/<path>`; `GET /events`
 * ({@link RunEvents}). What fails is answered in JSON, `{ code, message, hint }`.
 *
 * @throws {RunUnsupportedError} when the run folder cannot be listed
 * @throws {ConfigInvalidError} when the port cannot be had
 */
export async function openViewServer(options: ViewServerOptions): Promise<ViewServer> {
  const { run, page, port = 0, onError = () => {}, events: eventOptions } = options;
  const runFolder = new ServedFolder(run, options);
  const pageFolder = new ServedFolder(page, { name: "the folder of the page" });
  // A folder that cannot be shown is told where the command was typed, not in the browser.
  const index = () => runIndex(runFolder, run);
  await index();
  const events = new RunEvents({ ...eventOptions, index, onError });
  const server = createServer({
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    keepAliveTimeout: 5000,
    // By default Node looks for requests that take too long only every 30 s.
    connectionsCheckingInterval: 1000,
  });
  server.maxConnections = mostConnections;
  const waiting = new WaitingSockets(mostWaiting);
  server.on("connection", (socket) => waiting.add(socket));
  await listen(server, port);
  server.on("error", onError);
  const { port: ownPort } = server.address() as AddressInfo;
  const access = new Access(ownPort);

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const send = (folder: ServedFolder, path: string, isPage: boolean): Promise<void> =>
      sendFrom({ folder, path, isPage, request, response });
    const target = request.url ?? "";
    const path = target.split("?", 1)[0] as string;
    if (turnAway({ request, response, access })) return;
    waiting.admit(request.socket);
    if (path === "/") await send(pageFolder, "index.html", true);
    else if (path === "/index.json") sendAnswer(response, jsonAnswer(await index()));
    else if (path === "/events") events.add(request, response);
    else if (path.startsWith("/run/")) await send(runFolder, path.slice("/run/".length), false);
    else await send(pageFolder, path.slice(1), true);
  };
  server.on("request", (request, response) => {
    answer(request, response).catch((error: unknown) => {
      // A browser that went away is no error of ours.
      if (response.destroyed || response.socket === null) return;
      const known = GanlensError.isInstance(error);
      if (!known) onError(error);
      if (response.headersSent) response.destroy();
      else sendAnswer(response, jsonAnswer(errorBody(error), known ? 422 : 500));
    });
  });
  return {
    url: access.url,
    port: ownPort,
    events,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (cause: NodeJS.ErrnoException): void => {
      const known: Readonly<Record<string, string>> = {
        EADDRINUSE: "it is in use",
        EACCES: "permission is denied",
      };
      reject(
        new ConfigInvalidError({
          message: `Cannot listen on port ${port} of ${loopback}: ${known[cause.code ?? ""] ?? cause.message}.`,
          hint: "Choose another --port, or leave it out.",
          cause,
        }),
      );
    };
    server.once("error", fail);
    server.listen(port, loopback, () => {
      server.off("error", fail);
      resolve();
    });
  });
}

/** Sends one file of a folder, or says that there is none. */
async function sendFrom({
  folder,
  path,
  isPage,
  request,
  response,
}: {
  readonly folder: ServedFolder;
  /** As it stands in the address, percent-encoded. */
  readonly path: string;
  readonly isPage: boolean;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}): Promise<void> {
  const decoded = decodedPath(path);
  const file = decoded === undefined ? undefined : await folder.open(decoded);
  if (decoded === undefined || file === undefined) {
    sendAnswer(response, refusal(404, "There is no such file."));
    return;
  }
  const type = isPage ? pageContentType(decoded) : runContentType(decoded);
  await sendFile({ file, type, headers: isPage ? pageHeaders : dataHeaders, request, response });
}

/** The path of an address, decoded once and part by part; undefined when a part would become several, or is not text. */
function decodedPath(path: string): string | undefined {
  try {
    const parts = path.split("/").map(decodeURIComponent);
    return parts.some((part) => part.includes("/")) ? undefined : parts.join("/");
  } catch {
    return undefined;
  }
}
