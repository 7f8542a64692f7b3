import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isTfjsNodeSetUp, tfjsNodeFolder } from "../tfjs-node-folder.ts";
import type { SetupEvent } from "./setup-event.ts";
import { type SetupTfjsNodeOptions, setupTfjsNode } from "./setup-tfjs-node.ts";

let cache: string;

beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), "ganlens-setup-"));
});

afterEach(() => rm(cache, { recursive: true }));

async function run(options: SetupTfjsNodeOptions): Promise<SetupEvent[]> {
  const events: SetupEvent[] = [];
  for await (const event of setupTfjsNode(options)) events.push(event);
  return events;
}

/** A program that does what a shell script says. */
async function program(name: string, script: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "ganlens-program-"));
  const path = join(folder, name);
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

const supported = process.platform === "linux" && process.arch === "x64";

describe.skipIf(!supported)("setupTfjsNode, where it is not set up (needs Linux on x86-64)", () => {
  it.each(["npm", "python", "compiler"] as const)("says which program is missing: %s", async (name) => {
    const works = await program("works", "exit 0");
    const programs = { npm: works, python: works, compiler: works, [name]: "no-such-program" };
    await expect(run({ cacheFolder: cache, programs })).rejects.toMatchObject({
      code: "backend-unavailable",
      message: expect.stringMatching(/no-such-program.*not on the PATH/),
      hint: expect.stringMatching(/Install|install/),
    });
    expect(await readdir(cache)).toEqual([]);
  });

  it("shows what a failing step wrote, says what to do, and leaves nothing behind", async () => {
    const works = await program("works", "exit 0");
    const npm = await program("npm", '[ "$1" = install ] || exit 0; echo "registry unreachable" >&2; exit 7');
    await expect(
      run({ cacheFolder: cache, programs: { npm, python: works, compiler: works } }),
    ).rejects.toMatchObject({
      message: expect.stringMatching(/exit code 7:\nregistry unreachable$/),
      hint: "Check that npm reaches its registry: npm ping",
    });
    expect(await readdir(cache)).toEqual([]);
  });

  it("refuses a wheel of other bytes before it unpacks any, and leaves nothing behind", async () => {
    const works = await program("works", "exit 0");
    const put = 'mkdir -p "$2"; echo other > "$2/tensorflow_cpu.whl"';
    const python = await program(
      "python",
      `while [ $# -gt 0 ]; do [ "$1" = --dest ] && { ${put}; }; shift; done; exit 0`,
    );
    const seen: string[] = [];
    const events = setupTfjsNode({ cacheFolder: cache, programs: { npm: works, python, compiler: works } });
    const all = async () => {
      for await (const event of events) if (event.type === "step-start") seen.push(event.step);
    };
    await expect(all()).rejects.toMatchObject({
      code: "backend-unavailable",
      message: expect.stringMatching(
        /^Expected tensorflow_cpu\.whl with SHA-256 87be6e61.*, received 6 bytes with [0-9a-f]{64}\.$/,
      ),
      hint: expect.stringContaining("pip config list"),
    });
    expect(seen.at(-1)).toBe("download library");
    expect(await readdir(cache)).toEqual([]);
  });

  it("stops when it is told to", async () => {
    const npm = await program("npm", "sleep 30");
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 100);
    await expect(
      run({ cacheFolder: cache, signal: controller.signal, programs: { npm } }),
    ).rejects.toMatchObject({ code: "cancelled" });
    expect(await readdir(cache)).toEqual([]);
  });

  it("never touches a folder that it did not make", async () => {
    const folder = join(cache, "tfjs-node-4.22.0");
    await mkdir(folder);
    await writeFile(join(folder, "thesis.txt"), "mine");
    await expect(run({ cacheFolder: cache })).rejects.toMatchObject({
      message: expect.stringMatching(/holds thesis\.txt/),
    });
    expect(await readdir(folder)).toEqual(["thesis.txt"]);
  });
});

describe.skipIf(!isTfjsNodeSetUp(tfjsNodeFolder()))(
  "setupTfjsNode, where it is set up (needs `ganlens setup tfjs-node`)",
  () => {
    it("only tries it again", async () => {
      const events = await run({ programs: { npm: "no-such-program" } });
      expect(events.map(({ type }) => type)).toEqual(["setup-start", "step-start", "step-end", "setup-end"]);
      expect(events.at(-1)).toMatchObject({
        already: true,
        summary: expect.stringMatching(/^TensorFlow 2\./),
      });
    });
  },
);
