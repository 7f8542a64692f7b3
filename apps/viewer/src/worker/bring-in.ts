import { type Latents, MemoryRunStore, memoryFiles, RunUnsupportedError } from "@ganlens/core";
import { decodeLatentFile, decodeSampleFile, importSamplesRun } from "@ganlens/datasets";
import { importGeneratorRun, latentOf, openImported } from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";
import type { BackendFacts, InspectedGenerator, Tasks } from "../engine/messages.ts";

const location = "what was given";

/** What can be read off a generator before it becomes a run. */
export async function inspectGenerator({
  files,
  main,
}: Tasks["inspect"]["question"]): Promise<InspectedGenerator> {
  const { inputs, outputs, from, producer, spec, notes } = await openImported(
    memoryFiles(files, { main, location }),
  );
  return {
    inputs,
    outputs,
    from,
    ...(producer === undefined ? {} : { producer }),
    isOwn: spec !== undefined && latentOf(spec) !== undefined,
    notes,
  };
}

/** The files of a run folder, made of a generator or of samples by the code that makes one on disk. */
export async function bringIn(
  { files, what, said, startedAt }: Tasks["bring"]["question"],
  { name, device }: Pick<BackendFacts, "name" | "device">,
): Promise<Tasks["bring"]["answer"]> {
  const store = new MemoryRunStore(what.name);
  const facts = {
    name: what.name,
    versions: { "@tensorflow/tfjs": tf.version.tfjs },
    backend: { name, device },
    startedAt,
    store,
  };
  const read = (path: string) => ({ name: path, bytes: bytesOf(files, path) });
  const latents = what.latents === undefined ? undefined : decodeLatentFile(read(what.latents)).latents;
  if (what.kind === "samples") {
    const { range, layout, size } = said;
    const labels = what.labels === undefined ? undefined : read(what.labels);
    const samples = decodeSampleFile(read(what.main), { range, layout, size, labels });
    await importSamplesRun({
      ...facts,
      samples,
      file: what.name,
      ...(latents === undefined ? {} : { latents }),
    });
  } else {
    const { size: _, ...options } = said;
    const given: { readonly latents?: Latents } = latents === undefined ? {} : { latents: { z: latents } };
    const models = what.models.map(({ step, main }) => ({
      step,
      files: memoryFiles(files, { main, location }),
    }));
    await importGeneratorRun({ ...facts, models, options, ...given });
  }
  const made = new Map<string, Uint8Array>();
  for (const path of await store.list()) made.set(path, await store.read(path));
  return { files: made };
}

function bytesOf(files: ReadonlyMap<string, Uint8Array>, path: string): Uint8Array {
  const bytes = files.get(path);
  if (bytes !== undefined) return bytes;
  throw new RunUnsupportedError({ message: `There is no ${path} in ${location}.` });
}
