import { joinBytes } from "../codecs/join-bytes.ts";
import { CancelledError } from "../errors/cancelled-error.ts";
import { GanlensError } from "../errors/ganlens-error.ts";
import { RunUnsupportedError } from "../errors/run-unsupported-error.ts";

/** How far a download may go. */
export interface FetchBoundedOptions {
  /** The most bytes that are taken, unpacked; what is longer is cut off with an error. */
  readonly maximumBytes: number;
  /** The longest silence in milliseconds, by default 30 s. */
  readonly timeoutMs?: number;
  /** The longest time for the whole in milliseconds, by default 20 minutes: a trickle may never be silent. */
  readonly totalMs?: number;
  readonly signal?: AbortSignal;
}

const mostRedirects = 5;

/**
 * The bytes at an http(s) address; redirects are followed within its origin only.
 *
 * @param url what stands behind `?` in it reaches no message: it may be a secret
 * @throws {RunUnsupportedError} when it cannot be reached, is too long, falls silent, leads to another origin, or is a web page
 * @throws {CancelledError} when the signal aborts
 */
export async function fetchBounded(
  url: URL,
  { maximumBytes, timeoutMs = 30_000, totalMs = 20 * 60_000, signal }: FetchBoundedOptions,
): Promise<Uint8Array> {
  const place = `${url.origin}${url.pathname}`;
  const stop = new AbortController();
  const give = (reason: GanlensError) => () => stop.abort(reason);
  const cancelled = give(new CancelledError({ message: `Stopped while ${place} was being fetched.` }));
  const silent = give(late(`${timeoutMs} ms of silence`, place));
  if (signal?.aborted) cancelled();
  signal?.addEventListener("abort", cancelled);
  const total = setTimeout(give(late(`${totalMs} ms`, place)), totalMs);
  let silence = setTimeout(silent, timeoutMs);
  const heard = () => {
    clearTimeout(silence);
    silence = setTimeout(silent, timeoutMs);
  };
  try {
    const response = await follow(url, place, { signal: stop.signal, heard });
    assertFile(response, place, maximumBytes);
    return await readBody(response, place, { maximumBytes, heard });
  } catch (cause) {
    if (GanlensError.isInstance(stop.signal.reason)) throw stop.signal.reason;
    if (GanlensError.isInstance(cause)) throw cause;
    throw new RunUnsupportedError({
      message: `Expected a file at ${place}, but the server cannot be reached, does not allow it, or broke off.`,
      hint: "Check the address; a page can only fetch from servers that allow it (CORS). Or download the files first.",
      cause,
    });
  } finally {
    clearTimeout(total);
    clearTimeout(silence);
    signal?.removeEventListener("abort", cancelled);
    // Whatever is still under way, after an error for example, ends here.
    stop.abort();
  }
}

function late(after: string, place: string): RunUnsupportedError {
  return new RunUnsupportedError({
    message: `Expected ${place} to arrive, gave up after ${after}.`,
    hint: "Try again later, or download the files first.",
  });
}

/** The response to a request, with redirects looked at before they are followed, where the platform shows them. */
async function follow(
  url: URL,
  place: string,
  { signal, heard }: { readonly signal: AbortSignal; readonly heard: () => void },
): Promise<Response> {
  let current = url;
  for (let redirects = 0; redirects <= mostRedirects; redirects++) {
    const response = await fetch(current, { redirect: "manual", signal });
    heard();
    if (response.type === "opaqueredirect") {
      // A browser hides where it leads, follows it under its own rules, and then tells.
      const followed = await fetch(current, { signal });
      assertSameOrigin(new URL(followed.url), url, place);
      return followed;
    }
    const next = response.headers.get("location");
    if (response.status < 300 || response.status > 399 || next === null) return response;
    await response.body?.cancel();
    current = URL.canParse(next, current) ? new URL(next, current) : new URL("about:blank");
    assertSameOrigin(current, url, place);
  }
  throw new RunUnsupportedError({
    message: `Expected a file at ${place}, received more than ${mostRedirects} redirects.`,
    hint: "Name the address of the file itself.",
  });
}

function assertSameOrigin(found: URL, asked: URL, place: string): void {
  if (found.origin === asked.origin) return;
  throw new RunUnsupportedError({
    message: `Expected a file at ${place}, but the server redirects to ${found.origin}.`,
    hint: "Name an address there if you trust it, or download the files first.",
  });
}

function assertFile(response: Response, place: string, maximumBytes: number): void {
  if (!response.ok) {
    throw new RunUnsupportedError({
      message: `Expected a file at ${place}, received HTTP status ${response.status}.`,
      hint:
        response.status === 404 ? "Check the address." : "Check the address, or download the files first.",
    });
  }
  if (response.headers.get("content-type")?.startsWith("text/html")) {
    throw new RunUnsupportedError({
      message: `Expected a file at ${place}, received a web page.`,
      hint: "Name the address of the file itself, not of a page about it.",
    });
  }
  const length = Number(response.headers.get("content-length") ?? 0);
  if (length > maximumBytes) throw tooLong(place, maximumBytes, String(length));
}

async function readBody(
  { body }: Response,
  place: string,
  { maximumBytes, heard }: { readonly maximumBytes: number; readonly heard: () => void },
): Promise<Uint8Array> {
  const reader = body?.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    if (done || value === undefined) return joinBytes(parts);
    heard();
    length += value.length;
    if (length > maximumBytes) {
      await reader?.cancel().catch(() => {});
      throw tooLong(place, maximumBytes, "more");
    }
    parts.push(value);
  }
}

function tooLong(place: string, maximumBytes: number, received: string): RunUnsupportedError {
  return new RunUnsupportedError({
    message: `Expected at most ${maximumBytes} bytes at ${place}, received ${received}.`,
    hint: "Check that it is the right file.",
  });
}
