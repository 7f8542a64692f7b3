import type { IncomingMessage, ServerResponse } from "node:http";
import type { RunIndex } from "@ganlens/core";
import { errorBody, refusal, sendAnswer } from "./answer.ts";
import { dataHeaders } from "./security-headers.ts";

export interface RunEventsOptions {
  /** Looks at the folder; throws where it cannot be listed. */
  readonly index: () => Promise<RunIndex>;
  /** Told of errors that nobody expected. */
  readonly onError: (error: unknown) => void;
  /** Milliseconds between two looks. */
  readonly pollMs?: number;
  /** Milliseconds between two signs of life. */
  readonly heartbeatMs?: number;
  readonly mostClients?: number;
}

interface Client {
  readonly response: ServerResponse;
  /** The event that it knows. */
  sent: string;
}

/**
 * Server-sent events: each client gets the list of files at once, and again whenever it has changed.
 *
 * `event: index` carries a {@link RunIndex}, `event: problem` a `{ code, message, hint }` in its place. One loop looks at
 * the folder for all clients and rests while there are none. A client that does not keep up misses events in between,
 * never the last one, and nothing piles up for it.
 */
export class RunEvents {
  readonly #options: Required<RunEventsOptions>;
  readonly #clients = new Set<Client>();
  #poll: ReturnType<typeof setTimeout> | undefined;
  #heartbeat: ReturnType<typeof setInterval> | undefined;
  #looking = false;
  #lastProblem = "";

  constructor(options: RunEventsOptions) {
    this.#options = { pollMs: 1000, heartbeatMs: 15_000, mostClients: 16, ...options };
  }

  get clients(): number {
    return this.#clients.size;
  }

  /** True while the folder is being watched. */
  get watching(): boolean {
    return this.#looking || this.#poll !== undefined;
  }

  /** Makes a request one of the clients until it goes away; one too many is refused. */
  add(request: IncomingMessage, response: ServerResponse): void {
    if (this.#clients.size >= this.#options.mostClients) {
      const message = `Expected ${this.#options.mostClients} listeners at most: close some tabs of this page.`;
      sendAnswer(response, refusal(503, message, { "Retry-After": "10" }));
      return;
    }
    response.writeHead(200, {
      ...dataHeaders,
      "Content-Type": "text/event-stream",
      "Cache-Control": "no-store",
    });
    if (request.method === "HEAD") {
      response.end();
      return;
    }
    response.write("retry: 1000\n\n");
    const client: Client = { response, sent: "" };
    this.#clients.add(client);
    response.once("close", () => this.#remove(client));
    this.#heartbeat ??= setInterval(() => this.#beat(), this.#options.heartbeatMs);
    clearTimeout(this.#poll);
    this.#poll = undefined;
    if (!this.#looking) void this.#look();
  }

  #remove(client: Client): void {
    this.#clients.delete(client);
    if (this.#clients.size > 0) return;
    clearInterval(this.#heartbeat);
    clearTimeout(this.#poll);
    this.#heartbeat = undefined;
    this.#poll = undefined;
  }

  async #look(): Promise<void> {
    this.#looking = true;
    const event = await this.#event();
    this.#looking = false;
    for (const client of this.#clients) {
      // What does not fit waits for a later look.
      if (client.sent === event || client.response.writableNeedDrain) continue;
      client.sent = event;
      client.response.write(event);
    }
    // A client that came meanwhile has been served too: it was among them.
    if (this.#clients.size > 0) this.#poll = setTimeout(() => void this.#look(), this.#options.pollMs);
  }

  async #event(): Promise<string> {
    try {
      return eventText("index", await this.#options.index());
    } catch (error) {
      const body = errorBody(error);
      // Told once, not every second.
      if (body.code === "unexpected" && String(error) !== this.#lastProblem) this.#options.onError(error);
      this.#lastProblem = String(error);
      return eventText("problem", body);
    }
  }

  #beat(): void {
    for (const { response } of this.#clients) {
      if (!response.writableNeedDrain) response.write(":\n\n");
    }
  }
}

function eventText(name: string, data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
