import * as z from "zod";
import { RunUnsupportedError } from "../errors/run-unsupported-error.ts";
import { parseJson } from "./parse-json.ts";
import { type RunIndex, runIndexSchema } from "./run-index.ts";
import { checkedPath, type RunReader } from "./run-store.ts";

/** Where a run is served, and how it is fetched. */
export interface HttpRunReaderOptions {
  /** The server's address; `index.json` and `run/<path>` lie under it. */
  readonly url: string | URL;
  /** The platform's own `fetch` unless given; credentials of the same origin go with it. */
  readonly fetch?: typeof globalThis.fetch;
}

/** What a server says of a run that it cannot read, with status 422. */
const problemSchema = z.object({ message: z.string().max(1000), hint: z.string().max(1000).optional() });

/**
 * Reads a run over HTTP: `GET index.json` ({@link RunIndex}) names the files, `GET run/<path>` gives one.
 *
 * Status 404 means that there is no such file; 422 that the run cannot be read, for the reason in `{ message, hint }`.
 */
export class HttpRunReader implements RunReader {
  readonly location: string;
  readonly #base: URL;
  readonly #fetch: typeof globalThis.fetch;

  constructor({ url, fetch = globalThis.fetch }: HttpRunReaderOptions) {
    const base = new URL(url);
    if (!base.pathname.endsWith("/")) base.pathname += "/";
    // A token in the address must not reach messages.
    base.search = "";
    base.hash = "";
    this.#base = base;
    this.#fetch = fetch;
    this.location = base.href;
  }

  /** The index as served now: paths, sizes, etags. */
  async index(): Promise<RunIndex> {
    const bytes = await this.#get("index.json", "the list of files");
    const index = parseJson(
      bytes,
      new URL("index.json", this.#base).href,
      runIndexSchema,
      "a list of run files",
    );
    for (const { path } of index.files) checkedPath(path);
    return index;
  }

  async list(folder?: string): Promise<readonly string[]> {
    const prefix = folder === undefined ? "" : `${checkedPath(folder)}/`;
    const { files } = await this.index();
    return files
      .map(({ path }) => path)
      .filter((path) => path.startsWith(prefix))
      .sort();
  }

  async has(path: string): Promise<boolean> {
    checkedPath(path);
    return (await this.index()).files.some((file) => file.path === path);
  }

  async read(path: string): Promise<Uint8Array> {
    const encoded = checkedPath(path).split("/").map(encodeURIComponent).join("/");
    return this.#get(`run/${encoded}`, path);
  }

  async #get(relative: string, what: string): Promise<Uint8Array> {
    let response: Response;
    try {
      // The receiver must be the global object: browsers refuse a fetch called as a method of something else.
      response = await this.#fetch.call(globalThis, new URL(relative, this.#base));
      if (response.ok) return new Uint8Array(await response.arrayBuffer());
    } catch (cause) {
      throw new RunUnsupportedError({
        message: `Expected ${what} from ${this.location}, but the server cannot be reached or broke off.`,
        hint: "Is `ganlens view` still running?",
        cause,
      });
    }
    const { status } = response;
    if (status === 404)
      throw new RunUnsupportedError({ message: `There is no ${what} in ${this.location}.` });
    const problem = problemSchema.safeParse(status === 422 ? await response.json().catch(() => null) : null);
    if (problem.success) {
      const { message, hint = "Restart `ganlens view`." } = problem.data;
      throw new RunUnsupportedError({ message, hint });
    }
    throw new RunUnsupportedError({
      message: `Expected ${what} from ${this.location}, received HTTP status ${status}.`,
      hint:
        status === 401 || status === 403
          ? "Open the address that `ganlens view` printed, with its token."
          : "Restart `ganlens view`.",
    });
  }
}
