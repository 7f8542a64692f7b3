import { readFile, readdir, stat } from "node:fs/promises";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, relative, sep } from "node:path";
import { type RunIndex, readRunWriter } from "@ganlens/core";
import { FolderRunStore, writerState } from "@ganlens/core/node";

/** The policy that the page must work under. */
const policy: string = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".png": "image/png",
};

/** A running test server. */
export interface ServedRun {
  readonly url: string;
  /** Tells the page that files have changed. */
  announce(): Promise<void>;
  close(): Promise<void>;
}

/** Serves the built page, and a run folder as `ganlens view` does; without a run there is only the page. */
export async function serveRun({
  dist,
  run,
}: {
  readonly dist: string;
  readonly run?: string | undefined;
}): Promise<ServedRun> {
  const listeners = new Set<ServerResponse>();
  const server: Server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
    answer(path, response).catch(() => response.writeHead(404).end());
  });
  const answer = async (path: string, response: ServerResponse): Promise<void> => {
    const headers = { "content-security-policy": policy, "cache-control": "no-cache" };
    if (run !== undefined && path === "/index.json") {
      response.writeHead(200, { ...headers, "content-type": "application/json" });
      response.end(JSON.stringify(await indexOf(run)));
    } else if (run !== undefined && path === "/events") {
      response.writeHead(200, { ...headers, "content-type": "text/event-stream" });
      response.write(": hello\n\n");
      listeners.add(response);
    } else {
      const inRun = run !== undefined && path.startsWith("/run/");
      const file = inRun ? join(run, path.slice(5)) : join(dist, path === "/" ? "index.html" : path);
      const bytes = await readFile(file);
      const type = types[extname(file)] ?? "application/octet-stream";
      response.writeHead(200, { ...headers, "content-type": type }).end(bytes);
    }
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async announce() {
      if (run === undefined) return;
      const data = JSON.stringify(await indexOf(run));
      for (const listener of listeners) listener.write(`event: index\ndata: ${data}\n\n`);
    },
    async close() {
      for (const listener of listeners) listener.end();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function indexOf(folder: string): Promise<RunIndex> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = await Promise.all(
    found
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const file = join(entry.parentPath, entry.name);
        const { size, mtimeMs } = await stat(file);
        const path = relative(folder, file).split(sep).join("/");
        return { path, bytes: size, etag: `"${size}-${mtimeMs}"` };
      }),
  );
  const sorted = files.sort((one, other) => (one.path < other.path ? -1 : 1));
  const named = await readRunWriter(new FolderRunStore(folder));
  return { schemaVersion: 1, files: sorted, ...(named === null ? {} : { writer: await writerState(named) }) };
}
