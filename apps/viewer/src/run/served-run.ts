import { HttpRunReader, type RunIndex, RunUnsupportedError, runIndexSchema } from "@ganlens/core";
import * as z from "zod";
import { RunFiles } from "./run-files.ts";
import type { RunListener, RunSource } from "./run-source.ts";

/** At most so often is a changing run read again, in milliseconds. */
const quietTime = 500;
/** A server that is restarted is back by then, in milliseconds. */
const patience = 3000;

/** What the server says where it cannot give what was asked for. */
const problemSchema = z.object({ message: z.string(), hint: z.string().optional() });

/**
 * The run that the page's own server offers, or `null` where there is no such server.
 *
 * @throws {RunUnsupportedError} when there is one, and it refuses or its list of files is not one
 */
export async function openServedRun(base: URL): Promise<RunSource | null> {
  const address = new URL("index.json", base);
  const response = await fetch(address).catch(() => null);
  if (response?.status === 401 || response?.status === 403) {
    throw new RunUnsupportedError({
      message: "This page was opened without its token, so the server gives out nothing.",
      hint: "Open the address that `ganlens view` printed.",
    });
  }
  const isJson = response?.headers.get("content-type")?.includes("json") === true;
  if (response === null || !isJson) return null;
  if (!response.ok) {
    const problem = problemSchema.safeParse(await response.json().catch(() => null));
    if (!problem.success) return null;
    const { message, hint } = problem.data;
    throw new RunUnsupportedError({ message, ...(hint === undefined ? {} : { hint }) });
  }
  const reader = new HttpRunReader({ url: base });
  const index = parsedIndex(await response.json().catch(() => null));
  const filesOf = (each: RunIndex): RunFiles =>
    new RunFiles({
      location: "the served run",
      files: new Map(each.files.map(({ path, bytes, etag }) => [path, { bytes, etag }])),
      read: (path) => reader.read(path),
      writer: each.writer,
    });
  return {
    name: "the served run",
    files: filesOf(index),
    watch: ({ changed, trouble }) =>
      watchIndex(new URL("events", base), { changed: (each) => changed(filesOf(each)), trouble }),
  };
}

function parsedIndex(value: unknown): RunIndex {
  const result = runIndexSchema.safeParse(value);
  if (result.success) return result.data;
  throw new RunUnsupportedError({
    message: `The server's list of files is not one: ${result.error.issues[0]?.message ?? "not JSON"}.`,
    hint: "Restart `ganlens view`, with the ganlens that this page came from.",
  });
}

/** Hears of changes over server-sent events; a burst of them counts as its last. */
function watchIndex(
  address: URL,
  { changed, trouble }: Pick<RunListener, "trouble"> & { readonly changed: (index: RunIndex) => void },
): () => void {
  let waiting: RunIndex | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let events: EventSource | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  const tell = (): void => {
    timer = undefined;
    if (waiting === null) return;
    const index = waiting;
    waiting = null;
    timer = setTimeout(tell, quietTime);
    changed(index);
  };
  const disconnect = (): void => {
    events?.close();
    for (const each of [silence, again]) clearTimeout(each);
    silence = undefined;
  };
  const connect = (): void => {
    disconnect();
    events = new EventSource(address);
    events.addEventListener("open", () => {
      clearTimeout(silence);
      silence = undefined;
      trouble(null);
    });
    events.addEventListener("error", () => {
      silence ??= setTimeout(async () => trouble(await silenceWords(address)), patience);
      // A browser gives up where the answer is no stream; a server that is restarted gives one again.
      if (events?.readyState !== EventSource.CLOSED) return;
      clearTimeout(again);
      again = setTimeout(connect, 2 * patience);
    });
    events.addEventListener("problem", ({ data }: MessageEvent<string>) => {
      trouble(problemWords(data));
    });
    events.addEventListener("index", ({ data }: MessageEvent<string>) => {
      try {
        waiting = parsedIndex(JSON.parse(data));
      } catch {
        // A list that cannot be read changes nothing; the next one may.
        return;
      }
      trouble(null);
      if (timer === undefined) tell();
    });
  };
  // A browser has six connections to a server: tabs that nobody looks at leave them to others.
  const follow = (): void => (document.visibilityState === "hidden" ? disconnect() : connect());
  document.addEventListener("visibilitychange", follow);
  follow();
  return () => {
    document.removeEventListener("visibilitychange", follow);
    disconnect();
    clearTimeout(timer);
  };
}

/** Why nothing is heard: the server is gone, or another one that does not know this page. */
async function silenceWords(address: URL): Promise<string> {
  const answer = await fetch(new URL("index.json", address)).catch(() => null);
  return answer?.status === 401 || answer?.status === 403
    ? "`ganlens view` was started anew: open the address that it printed. Until then the page shows the run as it last saw it."
    : "The server does not answer: the page shows the run as it last saw it, and asks again by itself.";
}

function problemWords(data: string): string {
  try {
    const { message, hint } = problemSchema.parse(JSON.parse(data));
    return hint === undefined ? message : `${message} ${hint}`;
  } catch {
    return "The run's folder cannot be read at present.";
  }
}
