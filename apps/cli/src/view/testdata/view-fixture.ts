import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openViewServer, type ViewServer, type ViewServerOptions } from "../view-server.ts";
import { rawRequest } from "./raw-request.ts";

/** A page as small as one can be. */
export const testPage: string = fileURLToPath(new URL("./page", import.meta.url));

/** A server over a folder of its own, and a browser that has used the token. */
export interface ViewFixture {
  readonly server: ViewServer;
  /** The run folder. */
  readonly run: string;
  /** Beside the run folder: what nobody may see. */
  readonly outside: string;
  readonly base: string;
  readonly cookie: string;
  /** Errors that nobody expected. */
  readonly errors: unknown[];
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
  /** A request as it is written, with Host and cookie; the path is not touched. */
  raw(target: string, headers?: readonly string[]): Promise<string>;
  close(): Promise<void>;
}

export async function viewFixture(options: Partial<ViewServerOptions> = {}): Promise<ViewFixture> {
  const base = await realpath(await mkdtemp(join(tmpdir(), "ganlens-view-")));
  const [run, outside] = [join(base, "run"), join(base, "outside")];
  for (const folder of [run, outside, join(run, "samples")]) await mkdir(folder);
  await writeFile(join(outside, "secret"), "the secret");
  await writeFile(join(run, "run.json"), "{}");
  await writeFile(join(run, "samples", "step-000001.png"), "png");
  const errors: unknown[] = [];
  const server = await openViewServer({
    run,
    page: testPage,
    onError: (error) => errors.push(error),
    events: { pollMs: 30 },
    ...options,
  });
  const url = `http://127.0.0.1:${server.port}`;
  const first = await fetch(server.url, { redirect: "manual" });
  const cookie = (first.headers.get("set-cookie") ?? "").split(";")[0] as string;
  return {
    server,
    run,
    outside,
    base: url,
    cookie,
    errors,
    get: (path, headers = {}) => fetch(url + path, { headers: { cookie, ...headers }, redirect: "manual" }),
    raw: (target, headers = []) => {
      const lines = [`Host: 127.0.0.1:${server.port}`, `Cookie: ${cookie}`, "Connection: close", ...headers];
      return rawRequest(server.port, `GET ${target} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
    },
    close: async () => {
      await server.close();
      await rm(base, { recursive: true, force: true });
    },
  };
}
