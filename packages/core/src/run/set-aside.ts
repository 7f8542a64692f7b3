import { moveFolder } from "../store/move-folder.ts";
import type { RunStore } from "../store/run-store.ts";
import { runLayout } from "./run-layout.ts";

/** Puts a checkpoint where no reader takes it for one of the run, until {@link dropSetAside}. */
export async function setAside(store: RunStore, step: number): Promise<void> {
  await moveFolder(store, {
    from: runLayout.checkpoint(step),
    to: runLayout.setAside(step),
    last: "manifest.json",
  });
}

/** Removes all checkpoints that were set aside. */
export async function dropSetAside(store: RunStore): Promise<void> {
  await store.remove(runLayout.setAsideFolder);
}
