import {
  type CheckpointContents,
  type CheckpointLink,
  type CheckpointManifest,
  checkpointManifestSchema,
  dropSetAside,
  GanlensError,
  listCheckpoints,
  type RunStore,
  readJson,
  readManifest,
  readRunRecord,
  removeCheckpoint,
  runLayout,
  setAside,
  sha256Hex,
  writeCheckpoint,
} from "@ganlens/core";
import type { Schedule } from "../config/schedule.ts";
import { LogReader } from "./log-reader.ts";
import { type Retention, retentionOf } from "./retention.ts";
import { sweepCheckpoints } from "./sweep-checkpoints.ts";

export interface CheckpointKeeperOptions {
  readonly store: RunStore;
  readonly schedule: Schedule;
  /** The step that training goes on from; 0 where it begins. */
  readonly startStep: number;
  /** The step whose checkpoint is kept for what was measured there, as long as no other is. */
  readonly best?: number | undefined;
}

type Kept = NonNullable<CheckpointLink["previous"]>;

/**
 * Saves the checkpoints of one session of training, ties each to its run and to the one before it that stays, and removes those that
 * a newer one makes superfluous, never before that one is whole.
 *
 * In a store without a `run.json` that says what was asked, checkpoints are tied to nothing.
 */
export class CheckpointKeeper {
  readonly #store: RunStore;
  readonly #retention: Retention;
  readonly #log: LogReader;
  readonly #run: string | undefined;
  /** Those that stay for good, ascending. */
  readonly #kept: Kept[] = [];
  /** All from which training can go on, ascending. */
  #resumable: number[] = [];
  /** Where training can go on from, for as long as that is the newest, and only the generator is to stay. */
  readonly #toThin = new Set<number>();
  /** Light ones that stay for what was measured there, or did until lately. */
  readonly #measured = new Set<number>();
  #best: number | undefined;
  #hasSetAside = true;

  private constructor({ store, schedule, best }: CheckpointKeeperOptions, run: string | undefined) {
    this.#store = store;
    this.#retention = retentionOf(schedule);
    this.#log = new LogReader(store);
    this.#run = run;
    this.#best = best;
  }

  /**
   * Looks at what is there: what a killed process has left is removed, and checkpoints beyond the step that training goes on from are
   * set aside until a newer one is saved.
   */
  static async open(options: CheckpointKeeperOptions): Promise<CheckpointKeeper> {
    const { store, startStep } = options;
    const keeper = new CheckpointKeeper(options, await runOf(store));
    await sweepCheckpoints(store);
    for (const step of await listCheckpoints(store)) {
      if (startStep === 0 || step > startStep) await setAside(store, step);
      else await keeper.#take(step, startStep);
    }
    await keeper.#prune();
    await keeper.#pruneMeasured();
    return keeper;
  }

  /** The step of the newest checkpoint from which training can go on; null where there is none. */
  get newestResumable(): number | null {
    return this.#resumable.at(-1) ?? null;
  }

  /** @param options.best the step that is best now; what was best before it stays until it can be read from a newer checkpoint */
  async save(
    step: number,
    contents: CheckpointContents,
    { best }: Pick<CheckpointKeeperOptions, "best"> = {},
  ): Promise<void> {
    this.#best = best;
    const { resumable } = contents;
    const store = this.#store;
    const kept = this.#retention.isForGood(step, { resumable });
    const previous = this.#kept.findLast((each) => each.step < step) ?? null;
    const isLightThere = resumable && (this.#kept.at(-1)?.step === step || this.#measured.has(step));
    if (isLightThere) {
      await store.write(runLayout.lightManifest(step), await store.read(runLayout.manifest(step)));
      this.#toThin.add(step);
    }
    const link =
      this.#run === undefined ? undefined : { run: this.#run, previous, log: await this.#log.digest(), kept };
    // What the manifest says of the log must be true after a power cut.
    await store.sync?.(runLayout.metrics);
    await writeCheckpoint(store, step, contents, link);
    if (kept && !isLightThere) this.#kept.push({ step, sha256: (await readManifest(store, step)).sha256 });
    if (!resumable && !kept) this.#measured.add(step);
    if (!resumable) return;
    this.#resumable.push(step);
    await this.#prune();
    await this.#pruneMeasured();
    if (this.#hasSetAside) await dropSetAside(store);
    this.#hasSetAside = false;
  }

  async #take(step: number, startStep: number): Promise<void> {
    const stored = await readManifest(this.#store, step).catch((error: unknown) => {
      // What cannot be read is neither built upon nor removed.
      if (GanlensError.isInstance(error)) return undefined;
      throw error;
    });
    if (stored === undefined) return;
    const { manifest } = stored;
    const light = await this.#lightManifest(manifest);
    const isStart = step === startStep;
    // Nothing else is saved so: it is the best, or was, and a killed process did not come to remove it.
    const isLightAlone = !manifest.resumable && manifest.chain?.kept === false;
    const isMeasured =
      step === this.#best || isLightAlone || (light !== undefined && manifest.chain?.kept === false);
    if (isMeasured && !this.#retention.isForGood(step, manifest)) {
      if (light !== undefined) this.#toThin.add(step);
      if (light !== undefined || !manifest.resumable) this.#measured.add(step);
      if (manifest.resumable) this.#resumable.push(step);
      return;
    }
    if (this.#retention.isForGood(step, manifest) || (!isStart && manifest.chain?.kept !== false)) {
      this.#kept.push({ step, sha256: light?.sha256 ?? stored.sha256 });
      if (light !== undefined) this.#toThin.add(step);
      // Of those from before there were chains it is not known which were to stay.
      if (!this.#retention.isForGood(step, manifest)) return;
    }
    if (manifest.resumable) this.#resumable.push(step);
  }

  /** What the manifest of a resumable checkpoint becomes once training has gone on from it, where only its generator stays. */
  async #lightManifest({
    step,
    resumable,
  }: CheckpointManifest): Promise<{ readonly sha256: string } | undefined> {
    const path = runLayout.lightManifest(step);
    if (!resumable || !(await this.#store.has(path))) return undefined;
    return { sha256: sha256Hex(await this.#store.read(path)) };
  }

  async #prune(): Promise<void> {
    for (const step of this.#retention.surplus(this.#resumable)) {
      if (step === this.#best) continue;
      await removeCheckpoint(this.#store, step);
      this.#toThin.delete(step);
      this.#measured.delete(step);
      this.#resumable = this.#resumable.filter((each) => each !== step);
    }
    for (const step of this.#toThin) {
      if (step !== this.newestResumable) await this.#thin(step);
    }
  }

  async #pruneMeasured(): Promise<void> {
    for (const step of this.#measured) {
      if (step === this.#best || this.#resumable.includes(step)) continue;
      await removeCheckpoint(this.#store, step);
      this.#measured.delete(step);
    }
  }

  async #thin(step: number): Promise<void> {
    const [store, path] = [this.#store, runLayout.lightManifest(step)];
    this.#toThin.delete(step);
    this.#resumable = this.#resumable.filter((each) => each !== step);
    const light = await readJson(store, path, checkpointManifestSchema, "a checkpoint manifest");
    // From here on the checkpoint is the light one; what is left of the other is swept.
    await store.write(runLayout.manifest(step), await store.read(path));
    const folder = runLayout.checkpoint(step);
    for (const file of await store.list(folder)) {
      const name = file.slice(folder.length + 1);
      if (name !== "manifest.json" && light.files[name] === undefined) await store.remove(file);
    }
  }
}

/** What was asked of the run in a store, as its `run.json` says; undefined where none says it. */
async function runOf(store: RunStore): Promise<string | undefined> {
  if (!(await store.has(runLayout.record))) return undefined;
  return (await readRunRecord(store)).training?.asked?.sha256;
}
