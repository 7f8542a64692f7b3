import { mkdtemp, rm, stat, statfs, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { CliIo } from "../cli-io.ts";
import type { Finding } from "./finding.ts";

const mebibyte = 2 ** 20;
/** A run of the demo with its lenses takes about this much. */
const enoughSpace = 100 * mebibyte;

/** Whether runs can be written, and how much room there is. */
export async function checkDisk(io: Pick<CliIo, "cwd">): Promise<readonly Finding[]> {
  const runs = join(io.cwd, "runs");
  const folder = await nearestFolder(runs);
  return [await writeFinding(folder, runs), await spaceFinding(folder)];
}

/** The folder itself, or the closest one above it that is there. */
async function nearestFolder(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  const above = dirname(path);
  return found?.isDirectory() === true || above === path ? path : nearestFolder(above);
}

async function writeFinding(folder: string, runs: string): Promise<Finding> {
  const subject = "run folder";
  try {
    if ((await stat(runs).catch(() => undefined))?.isFile() === true)
      throw new Error("a file of that name is in the way");
    const trial = await mkdtemp(join(folder, ".ganlens-doctor-"));
    try {
      await writeFile(join(trial, "trial"), "ganlens");
    } finally {
      await rm(trial, { recursive: true, force: true });
    }
    return { subject, state: "good", found: `${runs} can be written to` };
  } catch (error) {
    return {
      subject,
      state: "broken",
      found: `${runs} cannot be written to: ${(error as Error).message}`,
      advice: "Call ganlens from a folder that you may write to, or give --out.",
    };
  }
}

async function spaceFinding(folder: string): Promise<Finding> {
  const subject = "disk space";
  const { bavail, bsize } = await statfs(folder);
  const found = `${Math.round((bavail * bsize) / mebibyte)} MiB free`;
  if (bavail * bsize >= enoughSpace) return { subject, state: "good", found };
  return {
    subject,
    state: "note",
    found,
    advice: `Make room: a run of the demo takes up to ${enoughSpace / mebibyte} MiB.`,
  };
}
