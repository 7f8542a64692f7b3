import {
  type BroughtRun,
  type DatasetInfo,
  type FileSet,
  gridLatents,
  imageGrid,
  type Latents,
  labelPart,
  latentRows,
  latentSize,
  memoryFiles,
  Random,
  type RunRecord,
  type RunStore,
  RunUnsupportedError,
  runLayout,
  ShapeError,
  type SubjectRecord,
  withClassFrequencies,
  writeBroughtRun,
} from "@ganlens/core";
import { generate } from "../generator/generate.ts";
import { loadGenerator } from "../generator/load-generator.ts";
import { type ImportedGenerator, type ImportGeneratorOptions, importGenerator } from "./import-generator.ts";

/** What becomes a run folder. */
export interface ImportGeneratorRunOptions
  extends Pick<BroughtRun, "versions" | "backend" | "startedAt" | "name"> {
  /** One model, or the models of a series by step. */
  readonly models: readonly { readonly step: number; readonly files: FileSet }[];
  readonly options: ImportGeneratorOptions;
  /** Latents of a file, where they cannot be drawn. */
  readonly latents?: Latents;
  /** What real data lie beside it. */
  readonly real?: Pick<SubjectRecord, "data" | "heldOut">;
  readonly store: RunStore;
}

/** Images in the grid that shows what it draws. */
const shown = 100;

/**
 * Makes a run folder of a generator from elsewhere, or of a series of them, with a grid of what it draws.
 *
 * @throws {RunUnsupportedError} when a model is none, or those of a series are of different shapes
 * @throws {ConfigInvalidError} when what was said does not fit the model, or more must be said
 */
export async function importGeneratorRun(given: ImportGeneratorRunOptions): Promise<RunRecord> {
  const { models, options, latents, store } = given;
  const imported: { step: number; generator: ImportedGenerator }[] = [];
  for (const { step, files } of models) {
    imported.push({
      step,
      generator: await importGenerator(
        files,
        latents === undefined ? options : { ...options, parts: "given" },
      ),
    });
  }
  const last = imported.at(-1);
  if (last === undefined) throw new RunUnsupportedError({ message: "Expected a model, received none." });
  for (const { generator } of imported) assertAlike(generator.subject, last.generator.subject);
  const { real } = given;
  const subject = withDataFrequencies(last.generator.subject, real?.data?.dataset);
  if (latents !== undefined && latents.z.shape[1] !== latentSize(subject.latent)) {
    throw new ShapeError({
      message: `Expected latents of ${latentSize(subject.latent)} numbers for this generator, received rows of ${latents.z.shape[1]}.`,
    });
  }
  const record = await writeBroughtRun(store, {
    name: given.name,
    subject: { ...subject, ...real },
    generators: imported.map(({ step, generator }) => ({ step, files: generator.network.files })),
    ...(latents === undefined ? {} : { latents }),
    versions: given.versions,
    backend: given.backend,
    startedAt: given.startedAt,
  });
  for (const { step, generator } of imported) {
    await writeGrid(store, { step, generator, latents });
  }
  return record;
}

/** Where the generator has as many classes as the data beside it, they are drawn as often as the data have them, and that is said. */
function withDataFrequencies(
  subject: ImportedGenerator["subject"],
  dataset: DatasetInfo | undefined,
): ImportedGenerator["subject"] {
  const label = labelPart(subject.latent);
  if (dataset?.classCounts === undefined || label?.classes !== dataset.classCounts.length) return subject;
  return {
    ...subject,
    latent: withClassFrequencies(subject.latent, dataset),
    notes: [
      ...(subject.notes ?? []),
      `Its ${label.classes} classes are drawn as often as ${dataset.name} has them, in the same order.`,
    ],
  };
}

function assertAlike(one: SubjectRecord, other: SubjectRecord): void {
  const facts = ({ shape, latent, range }: SubjectRecord) => JSON.stringify([shape, latent, range]);
  if (facts(one) === facts(other)) return;
  throw new RunUnsupportedError({
    message: `Expected the models of a series to take and give the same, but ${one.origin?.name} (${one.shape.join(" × ")}) differs from ${other.origin?.name} (${other.shape.join(" × ")}).`,
    hint: "Name only the states of one training, in order.",
  });
}

/** What the generator draws, for people: a grid whose columns are classes where it has any. */
async function writeGrid(
  store: RunStore,
  { step, generator, latents }: { step: number; generator: ImportedGenerator; latents: Latents | undefined },
): Promise<void> {
  const { subject, network } = generator;
  if (subject.generator === undefined) return;
  const files = memoryFiles(network.files, { main: "model.json", location: "the imported model" });
  const loaded = await loadGenerator(files, subject.generator);
  try {
    const drawn =
      latents === undefined
        ? gridLatents(subject.latent, shown, Random.fromSeed(0).split("samples"))
        : latentRows(latents, 0, Math.min(shown, latents.z.shape[0] ?? 0));
    const images = await generate(loaded, drawn, { spec: subject.latent, range: subject.range });
    await store.write(runLayout.sampleGrid(step), imageGrid(images, 10).png);
  } finally {
    loaded.dispose();
  }
}
