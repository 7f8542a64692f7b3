import { mkdtemp, readdir, rm } from "node:fs/promises";
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

test.skipIf(process.platform === "win32")(
  "training that is killed four times ends with the bytes of one that never was",
  { timeout: 300_000 },
  async () => {
    expect(await ganlens(["train", ...savingGan, "--out", "whole"], { cwd })).toMatchObject({ code: 0 });
    const random = Random.fromSeed(13).split("kills");
    const killed = await killRun(join(cwd, "killed"), { random, kills: 4 });
    expect(killed).toHaveLength(4);
    expect(await runBytes(join(cwd, "killed"))).toEqual(await runBytes(join(cwd, "whole")));
    // Nothing is left of the killed ones.
    const names = (await readdir(join(cwd, "killed"), { recursive: true })).filter(
      (name) => !name.startsWith("events."),
    );
    const whole = (await readdir(join(cwd, "whole"), { recursive: true })).filter(
      (name) => !name.startsWith("events."),
    );
    expect(names.sort()).toEqual(whole.sort());
  },
);
