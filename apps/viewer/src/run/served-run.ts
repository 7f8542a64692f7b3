import { HttpRunReader, type RunIndex, RunUnsupportedError, runIndexSchema } from "@ganlens/core";
import { RunFiles } from "./run-files.ts";
import type { RunSource } from "./run-source.ts";

/** At most so often is a changing run read again, in milliseconds. */
const quietTime = 500;

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
  if (response === null || !response.ok || !isJson) return null;
  const reader = new HttpRunReader({ url: base });
  const index = parsedIndex(await response.json().catch(() => null));
  const filesOf = (each: RunIndex): RunFiles =>
    new RunFiles({
      location: "the served run",
      files: new Map(each.files.map(({ path, bytes, etag }) => [path, { bytes, etag }])),
      read: (path) => reader.read(path),
    });
  return {
    name: "the served run",
    files: filesOf(index),
    watch: (listener) => watchIndex(new URL("events", base), (each) => listener(filesOf(each))),
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
function watchIndex(address: URL, listener: (index: RunIndex) => void): () => void {
  const events = new EventSource(address);
  let waiting: RunIndex | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = (): void => {
    timer = undefined;
    if (waiting === null) return;
    const index = waiting;
    waiting = null;
    timer = setTimeout(tell, quietTime);
    listener(index);
  };
  events.addEventListener("index", ({ data }: MessageEvent<string>) => {
    try {
      waiting = parsedIndex(JSON.parse(data));
    } catch {
      // A list that cannot be read changes nothing; the next one may.
      return;
    }
    if (timer === undefined) tell();
  });
  return () => {
    events.close();
    clearTimeout(timer);
  };
}
