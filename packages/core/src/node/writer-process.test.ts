import { spawn } from "node:child_process";
import { expect, test } from "vitest";
import { runStanding, runWriterSchema } from "../run/run-writer.ts";
import { thisWriter, writerState } from "./writer-process.ts";

test("this process is there, and the same on another machine is not known", async () => {
  const own = await thisWriter();
  expect(runWriterSchema.parse(own)).toEqual(own);
  expect(await writerState(own)).toBe("alive");
  expect(await writerState({ ...own, machine: "another" })).toBe("not known");
  expect(await writerState(null)).toBe("not known");
});

test.skipIf(process.platform !== "linux")(
  "a number that another process has now is not its writer",
  async () => {
    const own = await thisWriter();
    expect(own.began).toMatch(/^\d+$/);
    expect(await writerState({ ...own, began: "1" })).toBe("gone");
  },
);

test("a killed process is gone, before and after its parent has heard of it", async () => {
  const { machine } = await thisWriter();
  // A shell that does not wait for its child keeps it as an ended process.
  const script = "sleep 60 & echo $!; exec sleep 60";
  const parent = spawn("sh", ["-c", script], { stdio: ["ignore", "pipe", "ignore"] });
  const pid = await new Promise<number>((resolve) =>
    parent.stdout.once("data", (each) => resolve(Number(each))),
  );
  const writer = { schemaVersion: 1, machine, pid, began: await beganAt(pid) } as const;
  expect(await writerState(writer)).toBe("alive");
  process.kill(pid, "SIGKILL");
  await expect.poll(() => writerState(writer)).toBe("gone");
  const closed = new Promise((resolve) => parent.once("close", resolve));
  parent.kill("SIGKILL");
  await closed;
  expect(await writerState({ ...writer, pid: parent.pid ?? 0 })).toBe("gone");
});

/** As `thisWriter` finds it, from outside. */
async function beganAt(pid: number): Promise<string | null> {
  const { readFile } = await import("node:fs/promises");
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return text.slice(text.lastIndexOf(")") + 2).split(" ")[19] ?? null;
}

test("only what runs by its run.json can be interrupted", () => {
  expect(runStanding({ state: "running" }, "alive")).toBe("running");
  expect(runStanding({ state: "running" }, "gone")).toBe("interrupted");
  expect(runStanding({ state: "running" }, "not known")).toBe("not known");
  for (const state of ["finished", "stopped", "diverged", "failed"] as const) {
    for (const writer of ["alive", "gone", "not known"] as const)
      expect(runStanding({ state }, writer)).toBe(state);
  }
});
