import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testIo } from "../testdata/test-io.ts";
import { openPage } from "./open-page.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ganlens-open-"));
  await writeFile(join(folder, "xdg-open"), '#!/bin/sh\nprintf "%s|" "$@" > "$OUT"\n');
  await chmod(join(folder, "xdg-open"), 0o755);
});
afterAll(() => rm(folder, { recursive: true }));

const url = "http://127.0.0.1:1/?token=a&b=$(x)";
const screen = { DISPLAY: ":0" };

test.runIf(process.platform === "linux")(
  "the opener of the platform gets the address as one argument",
  async () => {
    const OUT = join(folder, "out");
    const env = { ...screen, PATH: `${folder}${delimiter}${process.env.PATH}`, OUT };
    expect(openPage(url, testIo({ cwd: folder, columns: 80, env }))).toBe(true);
    await expect.poll(() => readFile(OUT, "utf8").catch(() => "")).toBe(`${url}|`);
  },
);

test("a machine without an opener goes on", async () => {
  expect(openPage(url, testIo({ cwd: folder, columns: 80, env: { ...screen, PATH: "" } }), "linux")).toBe(
    true,
  );
  await new Promise((resolve) => setTimeout(resolve, 50));
});

test("no browser is opened where nobody sits in front of it", () => {
  const tries = [
    testIo({ cwd: folder, env: screen }),
    testIo({ cwd: folder, columns: 80, env: {} }),
    testIo({ cwd: folder, columns: 80, env: { ...screen, CI: "true" } }),
    testIo({ cwd: folder, columns: 80, env: { ...screen, SSH_CONNECTION: "1" } }),
  ];
  for (const io of tries) expect(openPage(url, io, "linux")).toBe(false);
  expect(openPage(url, testIo({ cwd: folder, columns: 80, env: screen }), "plan9")).toBe(false);
});
