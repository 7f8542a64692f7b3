import {
  CheckpointCorruptError,
  logUntil,
  openCheckpoint,
  type RunStore,
  runLayout,
  stepName,
  stepsIn,
} from "@ganlens/core";
import { freePath } from "./free-path.ts";

export interface CutBackOptions {
  /** The step of the checkpoint that training goes on from; 0 where it begins. */
  readonly step: number;
  /** Whether lines that cannot be read are left out; the log as it was then stays beside it. */
  readonly mend: boolean;
  /** Called once nothing stands in the way, before the log is changed. */
  readonly write: () => Promise<void>;
}

/**
 * Cuts `metrics.ndjson` back to what it was when a checkpoint was saved, and removes the pictures that came after: all that is made
 * again.
 *
 * @throws {CheckpointCorruptError} when what came before is damaged, with the numbers of the lines, and is not to be mended
 */
export async function cutBack(store: RunStore, { step, mend, write }: CutBackOptions): Promise<void> {
  const bytes = (await store.has(runLayout.metrics)) ? await store.read(runLayout.metrics) : new Uint8Array();
  const text = new TextDecoder().decode(bytes);
  const digest = step === 0 ? undefined : (await openCheckpoint(store, step)).manifest.chain?.log;
  const { kept, fault } = step === 0 ? { kept: "", fault: undefined } : logUntil(text, { step, digest });
  if (fault !== undefined && !mend) {
    throw new CheckpointCorruptError({
      message: `${fault} (in ${store.location})`,
      hint: "Restore it from a copy, or leave those lines out: ganlens train --resume RUN --from latest-valid",
    });
  }
  await write();
  if (fault !== undefined) await store.write(await freePath(store, runLayout.damagedMetrics), bytes);
  if (kept !== text) await store.write(runLayout.metrics, new TextEncoder().encode(kept));
  await dropSamples(store, step);
}

async function dropSamples(store: RunStore, step: number): Promise<void> {
  const folder = runLayout.samplesFolder;
  const paths = await store.list(folder);
  for (const ending of [".png", ".npz"]) {
    for (const each of stepsIn(paths, folder, ending)) {
      if (each > step) await store.remove(`${folder}/${stepName(each)}${ending}`);
    }
  }
}
