import { type ClientRequest, get } from "node:http";

/** One server-sent event. */
export interface ReceivedEvent {
  readonly name: string;
  readonly data: unknown;
}

/** A listener of `/events`, as a browser would be one. */
export interface EventStream {
  readonly events: readonly ReceivedEvent[];
  readonly heartbeats: () => number;
  /** Resolves with the first event, past or to come, that fits. */
  until(fits: (event: ReceivedEvent) => boolean): Promise<ReceivedEvent>;
  readonly ended: Promise<void>;
  readonly request: ClientRequest;
  close(): void;
}

export function eventStream(url: string, cookie: string): Promise<EventStream> {
  return new Promise((resolve, reject) => {
    const request = get(url, { headers: { cookie }, agent: false }, (response) => {
      if (response.statusCode !== 200) {
        response.resume();
        reject(new Error(`Status ${response.statusCode}`));
        return;
      }
      const events: ReceivedEvent[] = [];
      let [text, heartbeats] = ["", 0];
      const waiting = new Set<() => void>();
      response.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
        const blocks = text.split("\n\n");
        text = blocks.pop() ?? "";
        for (const block of blocks) {
          if (block === ":") heartbeats++;
          const [, name, data] = /^event: (\w+)\ndata: (.*)$/.exec(block) ?? [];
          if (name !== undefined) events.push({ name, data: JSON.parse(data ?? "") });
        }
        for (const look of waiting) look();
      });
      const ended = new Promise<void>((done) => {
        response.once("close", done);
        response.once("error", () => done());
      });
      resolve({
        events,
        heartbeats: () => heartbeats,
        until: (fits) =>
          new Promise((found, failed) => {
            const timer = setTimeout(() => failed(new Error(`Not among ${JSON.stringify(events)}`)), 8000);
            const look = (): void => {
              const event = events.find(fits);
              if (event === undefined) return;
              waiting.delete(look);
              clearTimeout(timer);
              found(event);
            };
            waiting.add(look);
            look();
          }),
        ended,
        request,
        close: () => request.destroy(),
      });
    });
    request.on("error", reject);
  });
}
