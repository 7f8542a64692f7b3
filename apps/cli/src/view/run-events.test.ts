import { appendFile, mkdir, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { type RunIndex, runIndexSchema } from "@ganlens/core";
import { FolderRunStore } from "@ganlens/core/node";
import { afterEach, expect, test } from "vitest";
import { type EventStream, eventStream, type ReceivedEvent } from "./testdata/event-stream.ts";
import { type ViewFixture, viewFixture } from "./testdata/view-fixture.ts";
import type { ViewServerOptions } from "./view-server.ts";

let view: ViewFixture;
afterEach(async () => {
  expect(view.errors).toEqual([]);
  await view.close();
});

async function listen(options: Partial<ViewServerOptions> = {}): Promise<EventStream> {
  view = await viewFixture(options);
  return another();
}
const another = (): Promise<EventStream> => eventStream(`${view.base}/events`, view.cookie);
const holds =
  (path: string, bytes?: number) =>
  ({ name, data }: ReceivedEvent): boolean =>
    name === "index" &&
    (data as RunIndex).files.some(
      (file) => file.path === path && (bytes === undefined || file.bytes === bytes),
    );

test("the list comes at once, and again when a file grows or a checkpoint appears", async () => {
  const stream = await listen();
  const first = await stream.until(({ name }) => name === "index");
  expect(runIndexSchema.parse(first.data)).toEqual(await (await view.get("/index.json")).json());
  await appendFile(join(view.run, "metrics.ndjson"), "1\n");
  await stream.until(holds("metrics.ndjson", 2));
  await appendFile(join(view.run, "metrics.ndjson"), "2\n");
  const grown = await stream.until(holds("metrics.ndjson", 4));
  expect(runIndexSchema.parse(grown.data)).toEqual(await (await view.get("/index.json")).json());
  const store = new FolderRunStore(view.run);
  await store.write("checkpoints/step-000001/manifest.json", new TextEncoder().encode("{}"));
  await stream.until(holds("checkpoints/step-000001/manifest.json"));
  await rm(join(view.run, "checkpoints"), { recursive: true });
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(holds("checkpoints/step-000001/manifest.json")(stream.events.at(-1) as ReceivedEvent)).toBe(false);
});

test("nothing is sent while nothing changes, and no file that is being written", async () => {
  const stream = await listen({ events: { pollMs: 10, heartbeatMs: 40 } });
  await stream.until(holds("run.json"));
  await writeFile(join(view.run, ".ganlens-1-1.tmp"), "half");
  await mkdir(join(view.run, "lenses"));
  await expect.poll(() => stream.heartbeats()).toBeGreaterThan(4);
  expect(stream.events).toHaveLength(1);
});

test("one loop serves all, rests when the last has gone, and wakes again", async () => {
  const first = await listen();
  expect([view.server.events.clients, view.server.events.watching]).toEqual([1, true]);
  const others = await Promise.all([another(), another()]);
  await writeFile(join(view.run, "new"), "");
  for (const stream of [first, ...others]) await stream.until(holds("new"));
  for (const { events } of [first, ...others]) expect(events.length).toBeLessThanOrEqual(2);
  others[0]?.close();
  await expect.poll(() => view.server.events.clients).toBe(2);
  others[1]?.close();
  first.close();
  await expect.poll(() => view.server.events.watching).toBe(false);
  expect(view.server.events.clients).toBe(0);
  await writeFile(join(view.run, "newer"), "");
  await (await another()).until(holds("newer"));
  expect(view.server.events.watching).toBe(true);
});

test("one listener too many is refused until another goes", async () => {
  const first = await listen({ events: { pollMs: 20, mostClients: 2 } });
  await another();
  await expect(another()).rejects.toThrow(/503/);
  expect(await (await view.get("/events")).json()).toMatchObject({
    message: expect.stringMatching(/2 listeners/),
  });
  first.close();
  await expect.poll(() => view.server.events.clients).toBe(1);
  await another();
});

test("a listener that does not read gets the last list later, and holds up neither memory nor the others", async () => {
  const stream = await listen();
  await Promise.all(
    Array.from({ length: 2000 }, (_, i) => writeFile(join(view.run, `${"long-name-".repeat(18)}${i}`), "")),
  );
  const deaf = connect(view.server.port, "127.0.0.1").pause();
  deaf.write(`GET /events HTTP/1.1\r\nHost: 127.0.0.1:${view.server.port}\r\nCookie: ${view.cookie}\r\n\r\n`);
  for (let i = 0; i < 40; i++) {
    await writeFile(join(view.run, "changing"), "x".repeat(i));
    await stream.until(holds("changing", i));
  }
  let text = "";
  deaf.setEncoding("utf8").on("data", (chunk) => {
    text += chunk;
  });
  deaf.resume();
  await expect.poll(() => text.includes('"path":"changing","bytes":39')).toBe(true);
  // Some lists were on their way already; the rest was never kept.
  expect(text.match(/event: index/g)?.length).toBeLessThan(30);
  deaf.destroy();
}, 60_000);

test("a folder that goes away is a problem until it is back", async () => {
  const stream = await listen();
  await stream.until(holds("run.json"));
  await rm(view.run, { recursive: true });
  const problem = await stream.until(({ name }) => name === "problem");
  expect(problem.data).toMatchObject({
    code: "run-unsupported",
    message: expect.stringMatching(/no longer there/),
  });
  await mkdir(view.run);
  await writeFile(join(view.run, "back"), "");
  await stream.until(holds("back"));
});

test("closing the server ends every stream at once", async () => {
  const streams = [await listen(), await another()];
  await view.server.close();
  await Promise.all(streams.map(({ ended }) => ended));
  await expect.poll(() => view.server.events.watching).toBe(false);
  expect(view.server.events.clients).toBe(0);
});
