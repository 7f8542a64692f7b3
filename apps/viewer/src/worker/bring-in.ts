import { type Latents, MemoryRunStore, memoryFiles, RunUnsupportedError } from "@ganlens/core";
import { decodeLatentFile, decodeSampleFile, importSamplesRun, samplesFromPictures } from "@ganlens/datasets";
import { importGeneratorRun, latentOf, openImported } from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";
import type { BackendFacts, InspectedGenerator, Tasks } from "../engine/messages.ts";
import { decodePicture } from "./decode-picture.ts";

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
    versions: { tfjs: tf.version.tfjs },
    backend: { name, device },
    startedAt,
    store,
  };
  const read = (path: string) => ({ name: path, bytes: bytesOf(files, path) });
  if (what.kind === "pictures") {
    const pictures = what.paths.map((path) => ({ name: path, read: async () => bytesOf(files, path) }));
    const options = { decode: decodePicture, source: what.name, range: said.range };
    const samples = await samplesFromPictures(pictures, options);
    await importSamplesRun({ ...facts, samples, file: what.name });
    return { files: await filesOf(store) };
  }
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
  return { files: await filesOf(store) };
}

async function filesOf(store: MemoryRunStore): Promise<ReadonlyMap<string, Uint8Array>> {
  const made = new Map<string, Uint8Array>();
  for (const path of await store.list()) made.set(path, await store.read(path));
  return made;
}

function bytesOf(files: ReadonlyMap<string, Uint8Array>, path: string): Uint8Array {
  const bytes = files.get(path);
  if (bytes !== undefined) return bytes;
  throw new RunUnsupportedError({ message: `There is no ${path} in ${location}.` });
}
