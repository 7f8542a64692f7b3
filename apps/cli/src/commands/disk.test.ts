import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { savingGan } from "../testdata/kill-runs.ts";
import { runBytes } from "../testdata/run-bytes.ts";
import { nodeArguments } from "../testdata/spawn-cli.ts";
import { ganlens } from "../testdata/test-io.ts";

const canMount =
  spawnSync("unshare", ["-Urm", "sh", "-c", `mount -t tmpfs tmpfs "${tmpdir()}"`], { stdio: "ignore" })
    .status === 0;

let cwd: string;
let whole: Readonly<Record<string, unknown>>;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "ganlens-disk-"));
  expect(await ganlens(["train", ...savingGan, "--out", "whole"], { cwd })).toMatchObject({ code: 0 });
  whole = await runBytes(join(cwd, "whole"));
});
afterAll(() => rm(cwd, { recursive: true }));

interface OnDisk {
  /** How large the disk is at first. */
  readonly size: string;
  /** What is done on it by a shell, where `$disk` is its folder, `$train` begins a run and `$resume` goes on with it. */
  readonly script: string;
  /** Where what is left of the run is put. */
  readonly name: string;
}

/** Runs a script on a disk of its own; what it wrote, and the bytes of the run that it left. */
async function onDisk({ size, script, name }: OnDisk) {
  const [disk, left] = [join(cwd, `${name}-disk`), join(cwd, name)];
  await mkdir(disk);
  const command = [process.execPath, ...nodeArguments].map((word) => `'${word}'`).join(" ");
  const shell = `
    disk='${disk}'
    train() { TSX_DISABLE_CACHE=1 ${command} train ${savingGan.map((word) => `'${word}'`).join(" ")} --out "$disk/run"; echo "exit $?" >&2; }
    resume() { TSX_DISABLE_CACHE=1 ${command} train --resume "$disk/run"; echo "exit $?" >&2; }
    mount -t tmpfs -o size=${size} tmpfs "$disk"
    ${script}
    cp -r "$disk/run" '${left}'
  `;
  const { stderr, stdout } = spawnSync("unshare", ["-Urm", "sh", "-c", shell], {
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    env: { ...process.env, GANLENS_BACKEND: "wasm" },
    encoding: "utf8",
  });
  return { stderr, stdout, bytes: await runBytes(left) };
}

describe.skipIf(!canMount)("a disk", () => {
  test("that is full loses nothing: with room again, the run ends as one that never saw its end", {
    timeout: 120_000,
  }, async () => {
    const script = `
      train &
      while [ ! -e "$disk/run/checkpoints/step-000006/manifest.json" ]; do sleep 0.02; done
      cat /dev/zero > "$disk/filler" 2>/dev/null
      wait
      rm "$disk/filler"
      resume
    `;
    const { stderr, stdout, bytes } = await onDisk({ size: "50m", script, name: "full" });
    expect(stderr).toMatch(/Cannot (write|add to) .*: the disk is full\.\nFree some space.*\nexit 1\n/);
    expect(stdout).toMatch(/from step \d+ on/);
    expect(stderr).toMatch(/exit 0\n$/);
    expect(bytes).toEqual(whole);
  });

  test("that is read-only is told before anything is done, and that becomes so loses nothing", {
    timeout: 120_000,
  }, async () => {
    const script = `
      train &
      while [ ! -e "$disk/run/checkpoints/step-000006/manifest.json" ]; do sleep 0.02; done
      until mount -o remount,ro "$disk" 2>/dev/null; do sleep 0.01; done
      wait
      resume
      mount -o remount,rw "$disk"
      resume
    `;
    const { stderr, stdout, bytes } = await onDisk({ size: "50m", script, name: "read-only" });
    const readOnly =
      /Cannot (write|add to|remove) .* in .*run: the disk is read-only\.\nChoose a folder that can be written to\.\nexit 1\n/;
    expect(stderr.match(new RegExp(readOnly, "g"))).toHaveLength(2);
    expect(stderr).toMatch(/Cannot write writer\.json/);
    expect(stderr).toMatch(/exit 0\n$/);
    expect(stdout).toMatch(/from step \d+ on/);
    expect(bytes).toEqual(whole);
  });
});
