import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

/** What a process that asks one lens says at its end. */
async function memoryOf(lens: string, count: number): Promise<{ answer: string; megabytes: number }> {
  const tsx = createRequire(import.meta.url).resolve("tsx");
  const script = fileURLToPath(new URL("../testdata/lens-memory-process.ts", import.meta.url));
  const options = ["--conditions=@ganlens/source", "--import", tsx, script, lens, String(count)];
  const { stdout } = await promisify(execFile)(process.execPath, options);
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
}

// 50,000 images of 16 × 16 × 3 are 146 MB as numbers, and real ones take 12.
it.each(["memorisation", "coverage", "tell", "usefulness"])(
  "%s looks at 50,000 samples of 16 × 16 × 3 in less than 400 MB over the start",
  async (lens) => {
    const { answer, megabytes } = await memoryOf(lens, 50_000);
    expect(answer).not.toBe("");
    expect(megabytes).toBeLessThan(400);
  },
);
