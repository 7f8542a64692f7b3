import {
  GanlensError,
  listCheckpoints,
  type RunStore,
  readManifest,
  runLayout,
  stepName,
} from "@ganlens/core";

/** Removes what a killed process has left among the checkpoints: folders without a manifest, and files that no manifest names. */
export async function sweepCheckpoints(store: RunStore): Promise<void> {
  const folder = runLayout.checkpointsFolder;
  const whole = new Set((await listCheckpoints(store)).map(stepName));
  const isOfStep = (name: string) => /^step-\d{6,15}$/.test(name);
  const paths = (await store.list(folder)).map((path) => path.slice(folder.length + 1));
  const names = new Set(paths.map((path) => path.split("/")[0] ?? "").filter(isOfStep));
  for (const name of names) {
    if (!whole.has(name)) await store.remove(`${folder}/${name}`);
    else await sweepFiles(store, Number(name.slice("step-".length)));
  }
}

async function sweepFiles(store: RunStore, step: number): Promise<void> {
  const stored = await readManifest(store, step).catch((error: unknown) => {
    // Where it cannot be told what belongs to a checkpoint, all of it stays.
    if (GanlensError.isInstance(error)) return undefined;
    throw error;
  });
  if (stored === undefined) return;
  const { files, resumable } = stored.manifest;
  const folder = runLayout.checkpoint(step);
  for (const path of await store.list(folder)) {
    const name = path.slice(folder.length + 1);
    const isManifest = name === "manifest.json" || (resumable && path === runLayout.lightManifest(step));
    if (!isManifest && files[name] === undefined) await store.remove(path);
  }
}
