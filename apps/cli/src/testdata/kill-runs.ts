import { spawn } from "node:child_process";
import { access, readdir } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { listCheckpoints, openCheckpoint, type Random, readRun } from "@ganlens/core";
import { FolderRunStore } from "@ganlens/core/node";
import { nodeArguments } from "./spawn-cli.ts";
import { tinyGan } from "./test-io.ts";

/** Steps of a run that is killed on its way. */
const killedSteps = 40;

/** A GAN whose training consists of little else than saving checkpoints. */
export const savingGan: readonly string[] = [
  ...tinyGan.filter((word) => !word.startsWith("schedule.")),
  "schedule.snapshots=4",
  "schedule.checkpointEvery=2",
  "schedule.keepLast=2",
  "schedule.logEvery=1",
  "schedule.sampleEvery=10",
  "--steps",
  String(killedSteps),
];

/** When a process is killed: `after` milliseconds after it told of that step, or after it was started where `step` is null. */
interface Moment {
  readonly step: number | null;
  readonly after: number;
}

/** What was found where a process was killed. */
export interface Killed {
  readonly moment: Moment;
  /** True where it was killed while it wrote a checkpoint: a folder without a manifest, or a half-written file. */
  readonly insideCheckpoint: boolean;
  /** True where it was killed before there was a run. */
  readonly beforeRun: boolean;
}

/**
 * Trains a run in a folder in processes of its own, each killed by SIGKILL at a random moment, for so many times; after each the run
 * must open. The last one is left to end.
 */
export async function killRun(folder: string, { random, kills }: { random: Random; kills: number }): Promise<readonly Killed[]> {
  const killed: Killed[] = [];
  let from = 0;
  while (killed.length < kills) {
    const [early, ahead, late] = random.uniform(3) as unknown as [number, number, number];
    // One in eight while it starts, the others while it trains, most of which is saving.
    const moment: Moment =
      early < 0.125
        ? { step: null, after: 300 + 1500 * late }
        : { step: Math.min(killedSteps - 8, from + 1 + Math.floor(5 * ahead)), after: 40 * late };
    const ended = await train(folder, moment);
    if (ended !== "killed") throw new Error(`It ended before it was killed at ${JSON.stringify(moment)}: ${ended}`);
    killed.push({ moment, ...(await look(folder)) });
    from = await open(folder);
  }
  const ended = await train(folder, undefined);
  if (ended !== "ended") throw new Error(`It did not go on: ${ended}`);
  return killed;
}

async function train(folder: string, moment: Moment | undefined): Promise<string> {
  const isThere = await access(join(folder, "run.json")).then(
    () => true,
    () => false,
  );
  const argv = isThere ? ["train", "--resume", folder] : ["train", ...savingGan, "--out", folder];
  const child = spawn(process.execPath, [...nodeArguments, ...argv, "--log", "json"], {
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    env: { ...process.env, GANLENS_BACKEND: "wasm" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stderr = "";
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  const kill = (after: number) => setTimeout(() => child.kill("SIGKILL"), after);
  if (moment?.step === null) kill(moment.after);
  let isDue = false;
  createInterface(child.stdout).on("line", (line) => {
    const event = JSON.parse(line) as { readonly type: string; readonly step?: number };
    if (moment === undefined || moment.step === null || isDue || event.type !== "step-end") return;
    if ((event.step ?? 0) < moment.step) return;
    isDue = true;
    kill(moment.after);
  });
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) =>
    child.once("close", (...how) => resolve(how)),
  );
  if (signal === "SIGKILL") return "killed";
  return code === 0 ? "ended" : `exit code ${code}, ${stderr}`;
}

async function look(folder: string): Promise<Omit<Killed, "moment">> {
  const names: readonly string[] = await readdir(folder, { recursive: true }).catch(() => []);
  const folders = new Set(names.flatMap((name) => /^checkpoints\/step-\d+/.exec(name) ?? []));
  const isHalf = [...folders].some((each) => !names.includes(`${each}/manifest.json`));
  const isWriting = names.some((name) => name.startsWith("checkpoints/") && name.endsWith(".tmp"));
  return { insideCheckpoint: isHalf || isWriting, beforeRun: !names.includes("run.json") };
}

/** Reads the run as it was left, every checkpoint with all of its files; the step of the newest one that is resumable. */
async function open(folder: string): Promise<number> {
  const store = new FolderRunStore(folder);
  if (!(await store.has("run.json"))) return 0;
  const { notes } = await readRun(store);
  if (notes.length > 0) throw new Error(`Expected a run without complaints, found: ${notes.join(" ")}`);
  let newest = 0;
  for (const step of await listCheckpoints(store)) {
    const { manifest, read } = await openCheckpoint(store, step);
    for (const path of Object.keys(manifest.files)) await read(path);
    if (manifest.resumable) newest = step;
  }
  return newest;
}
