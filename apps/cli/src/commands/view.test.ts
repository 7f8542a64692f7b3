import { appendFile, cp, mkdir, mkdtemp, open, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { HttpRunReader, type RunIndex } from "@ganlens/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCli } from "../run-cli.ts";
import { type SpawnedCli, spawnCli } from "../testdata/spawn-cli.ts";
import { ganlens, testIo } from "../testdata/test-io.ts";
import { eventStream } from "../view/testdata/event-stream.ts";
import { testPage } from "../view/testdata/view-fixture.ts";

const stored = fileURLToPath(new URL("../../../../packages/core/testdata/run-v1", import.meta.url));
const env = { GANLENS_VIEWER: testPage };

let cwd: string;
let run: string;
beforeAll(async () => {
  cwd = await realpath(await mkdtemp(join(tmpdir(), "ganlens-view-command-")));
  run = join(cwd, "run-v1");
  await cp(stored, run, { recursive: true });
});
afterAll(() => rm(cwd, { recursive: true }));

interface OpenedView extends SpawnedCli {
  readonly base: string;
  readonly cookie: string;
}

/** Starts the command and is the browser that opens its address. */
async function opened(): Promise<OpenedView> {
  const cli = spawnCli(["view", run, "--json"], { env });
  const { url } = (await cli.untilEvent("view-ready")) as { readonly url: string };
  const response = await fetch(url, { redirect: "manual" });
  expect(response.status).toBe(303);
  const cookie = (response.headers.get("set-cookie") ?? "").split(";")[0] as string;
  return { ...cli, base: new URL(url).origin, cookie };
}

test("the address opens the page and the run; Ctrl-C ends it at once, and well", async () => {
  const { child, base, cookie, exited } = await opened();
  const page = await fetch(base, { headers: { cookie } });
  expect(await page.text()).toContain("<title>a page</title>");
  const reader = new HttpRunReader({ url: base, fetch: (input) => fetch(input, { headers: { cookie } }) });
  expect(await reader.list("samples")).not.toEqual([]);
  expect(Buffer.from(await reader.read("run.json"))).toEqual(await readFile(join(run, "run.json")));

  const stream = await eventStream(`${base}/events`, cookie);
  await stream.until(({ name }) => name === "index");
  await appendFile(join(run, "metrics.ndjson"), "\n");
  const etags = ({ data }: { readonly data: unknown }) =>
    (data as RunIndex).files.find(({ path }) => path === "metrics.ndjson")?.etag;
  await stream.until((event) => etags(event) !== etags(stream.events[0] as { readonly data: unknown }));

  const started = performance.now();
  child.kill("SIGINT");
  expect(await exited).toEqual({ code: 0, signal: null, stderr: "" });
  expect(performance.now() - started).toBeLessThan(3000);
  await stream.ended;
});

test.runIf(process.platform === "linux")("a huge file goes through without being held", async () => {
  const file = await open(join(run, "huge.bin"), "w");
  await file.truncate(2 ** 29);
  await file.close();
  const { child, base, cookie, exited } = await opened();
  const peak = async (): Promise<number> =>
    Number(/VmHWM:\s+(\d+) kB/.exec(await readFile(`/proc/${child.pid}/status`, "utf8"))?.[1]) / 1024;
  await fetch(`${base}/run/run.json`, { headers: { cookie } });
  const before = await peak();
  const { body, headers } = await fetch(`${base}/run/huge.bin`, { headers: { cookie } });
  expect(headers.get("content-length")).toBe(String(2 ** 29));
  let received = 0;
  await body?.pipeTo(
    new WritableStream({
      write: (chunk) => {
        received += chunk.length;
      },
    }),
  );
  expect(received).toBe(2 ** 29);
  // Mebibytes; 512 went through.
  expect((await peak()) - before).toBeLessThan(128);
  child.kill("SIGTERM");
  expect((await exited).code).toBe(0);
  await rm(join(run, "huge.bin"));
});

test("a killed server leaves its port free and its listeners told", async () => {
  const { child, base, cookie, exited } = await opened();
  const stream = await eventStream(`${base}/events`, cookie);
  child.kill("SIGKILL");
  expect((await exited).signal).toBe("SIGKILL");
  await stream.ended;
  const { port } = new URL(base);
  const again = spawnCli(["view", run, "--json", "--port", port], { env });
  expect(await again.untilEvent("view-ready")).toMatchObject({ port: Number(port) });
  // The old cookie is worth nothing to the new server.
  expect((await fetch(base, { headers: { cookie } })).status).toBe(403);
  again.child.kill("SIGINT");
  await again.exited;
});

test("without a name the run that was started last is shown", async () => {
  const record = JSON.parse(await readFile(join(run, "run.json"), "utf8")) as { readonly timings: object };
  for (const [name, startedAt] of [
    ["a", "2026-01-02T00:00:00.000Z"],
    ["b", "2026-01-03T00:00:00.000Z"],
    ["c", "2026-01-01T00:00:00.000Z"],
  ] as const) {
    await mkdir(join(cwd, "runs", name), { recursive: true });
    const text = JSON.stringify({ ...record, timings: { ...record.timings, startedAt } });
    await writeFile(join(cwd, "runs", name, "run.json"), text);
  }
  await mkdir(join(cwd, "runs", "d"));
  await writeFile(join(cwd, "runs", "d", "run.json"), "{");
  const controller = new AbortController();
  const io = testIo({ cwd, env, signal: controller.signal });
  const ended = runCli(["view"], io);
  await expect.poll(() => io.written.stdout).toContain("Ctrl-C ends it.\n");
  controller.abort();
  expect(await ended).toBe(0);
  expect(io.written).toEqual({
    stdout: expect.stringMatching(
      /^Run {6}runs\/b\nPage {5}http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}\n.* once, in one browser.*\n$/,
    ),
    stderr: "",
  });
});

test.each([
  [["view"], 1, "Expected a run in ./runs, found none", "ganlens demo --glance"],
  [["view", "nowhere"], 1, "Expected a run folder at nowhere, found nothing", "list runs"],
  [["view", "empty"], 1, "Expected run.json in empty, found none", "list runs"],
  [["view", "../run-v1", "--port", "70000"], 2, "Expected a port from 0 to 65535", "Leave --port out"],
  [["view", "../run-v1", "--port", "http"], 2, "whole number", "help"],
] as const)("%j fails with a hint", async (argv, code, message, hint) => {
  const folder = join(cwd, "elsewhere");
  await mkdir(join(folder, "empty"), { recursive: true });
  const result = await ganlens(argv, { cwd: folder, env });
  expect([result.code, result.stdout]).toEqual([code, ""]);
  expect(result.stderr).toContain(message);
  expect(result.stderr).toContain(hint);
});

test("a page that is not there is told before anything is served", async () => {
  const { code, stderr } = await ganlens(["view", run], { cwd, env: { GANLENS_VIEWER: "no-page" } });
  expect(code).toBe(2);
  expect(stderr).toMatch(/built page at no-page, found no index\.html.*\nUnset GANLENS_VIEWER/);
});
