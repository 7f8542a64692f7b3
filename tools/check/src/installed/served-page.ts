import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { outsideEnvironment } from "./outside-environment.ts";

/** What `ganlens view` of an installed package gives to a browser. */
export interface ServedPage {
  readonly html: string;
  /** Status and type of each script and style that the page names. */
  readonly assets: readonly string[];
  readonly files: number;
  readonly exitCode: number | null;
}

/** Starts `ganlens view RUN` in a project, asks for what a browser would ask for, and ends it as Ctrl-C does. */
export async function servedPage({
  folder,
  run,
}: {
  readonly folder: string;
  readonly run: string;
}): Promise<ServedPage> {
  const program = ["node_modules/ganlens/dist/main.js", "view", run, "--no-open", "--json"];
  const child = spawn(process.execPath, program, {
    cwd: folder,
    env: outsideEnvironment(),
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  try {
    const [line] = (await once(createInterface(child.stdout), "line", {
      signal: AbortSignal.timeout(60_000),
    })) as [string];
    const { url } = JSON.parse(line) as { readonly url: string };
    const first = await fetch(url, { redirect: "manual" });
    const cookie = first.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    const ask = (path: string) => fetch(new URL(path, url), { headers: { cookie } });
    const html = await (await ask("/")).text();
    const names = [...html.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)].map(([, name]) => name as string);
    const assets = await Promise.all(
      names.map(async (name) => {
        const response = await ask(name);
        return `${response.status} ${response.headers.get("content-type")?.split(";")[0]}`;
      }),
    );
    const { files } = (await (await ask("/index.json")).json()) as { readonly files: readonly unknown[] };
    child.kill("SIGINT");
    const [exitCode] = (await ended) as [number | null];
    return { html, assets, files: files.length, exitCode };
  } finally {
    child.kill("SIGKILL");
  }
}
