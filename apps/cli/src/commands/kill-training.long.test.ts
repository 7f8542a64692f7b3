import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Random } from "@ganlens/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { killRun, savingGan } from "../testdata/kill-runs.ts";
import { runBytes } from "../testdata/run-bytes.ts";
import { ganlens } from "../testdata/test-io.ts";

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "ganlens-kill-"));
});
afterAll(() => rm(cwd, { recursive: true }));

const runs = 6;
const kills = 5;

test.skipIf(process.platform === "win32")(
  `${runs} runs that are killed ${kills} times each end with the bytes of one that never was`,
  async () => {
    expect(await ganlens(["train", ...savingGan, "--out", "whole"], { cwd })).toMatchObject({ code: 0 });
    const whole = await runBytes(join(cwd, "whole"));
    const random = Random.fromSeed(14);
    let inside = 0;
    for (let run = 0; run < runs; run++) {
      const folder = join(cwd, `killed-${run}`);
      const killed = await killRun(folder, { random: random.split(`run-${run}`), kills });
      expect(killed).toHaveLength(kills);
      expect(await runBytes(folder), `run ${run}`).toEqual(whole);
      inside += killed.filter(({ insideCheckpoint }) => insideCheckpoint).length;
    }
    expect(inside).toBeGreaterThan(0);
  },
);
