import { mostModels, RunUnsupportedError, stepOfPath } from "@ganlens/core";

/** Files that become a run in memory: a generator, a series of them, or samples. Paths are among those that were given. */
export type Brought = BroughtGenerator | BroughtSamples | BroughtPictures;

/** A model, or the models of a series by step; latents of a file where they cannot be drawn. */
export interface BroughtGenerator {
  readonly kind: "generator";
  readonly name: string;
  readonly models: readonly { readonly step: number; readonly main: string }[];
  readonly latents?: string;
}

/** A file of samples, and files of what belongs to them. */
export interface BroughtSamples {
  readonly kind: "samples";
  readonly name: string;
  readonly main: string;
  readonly labels?: string;
  readonly latents?: string;
}

/** Samples that were saved as pictures, one each. */
export interface BroughtPictures {
  readonly kind: "pictures";
  readonly name: string;
  readonly paths: readonly string[];
}

const pictures = /\.(png|jpe?g|jpe|jif|jfif|webp|avif|gif|bmp)$/i;
/** What systems leave in folders. */
const leftovers = /(^|\/)(\.[^/]*|thumbs\.db|desktop\.ini)$/i;
const arrays = /\.(npz|npy|safetensors)$/i;
const sampleFiles = /(\.(npz|npy|safetensors|idx)|[-.](ubyte|idx\d)(-ubyte)?)(\.gz)?$/i;

/**
 * Tells what was dropped or picked by the names of the files; `null` for a run, and for whatever else.
 *
 * @throws {RunUnsupportedError} for a series whose steps cannot be told, and for several files that could all be the samples
 */
export function recogniseBrought(paths: readonly string[]): Brought | null {
  if (paths.some((path) => /(^|\/)(run\.json|lenses\/[^/]+\/result\.json)$/.test(path))) return null;
  const models = modelsAmong(paths);
  if (models.length > 0) {
    const latents = paths.filter((path) => arrays.test(path));
    return {
      kind: "generator",
      name: models.length === 1 ? nameOf(models[0] as string) : `${models.length} models`,
      models: withSteps(models),
      ...(latents.length === 1 ? { latents: latents[0] as string } : {}),
    };
  }
  return samplesAmong(paths.filter((path) => sampleFiles.test(path))) ?? picturesAmong(paths);
}

/** ONNX files, or the descriptions of tfjs models: files called model.json, or the only JSON file. */
function modelsAmong(paths: readonly string[]): readonly string[] {
  const onnx = paths.filter((path) => /\.onnx$/i.test(path));
  if (onnx.length > 0) return onnx;
  const json = paths.filter((path) => /\.json$/i.test(path));
  const named = json.filter((path) => /(^|\/)model\.json$/i.test(path));
  return named.length > 0 || json.length > 1 ? named : json;
}

/** The step of a model in a series is the last number of its path. */
function withSteps(models: readonly string[]): BroughtGenerator["models"] {
  const [only] = models;
  if (models.length === 1 && only !== undefined) return [{ step: 0, main: only }];
  const named = models.map((main) => ({ step: stepOfPath(main), main }));
  const unknown = named.find(({ step }) => step === null);
  const found = named.flatMap(({ step, main }) => (step === null ? [] : [{ step, main }]));
  const twice = found.find(({ step }, at) => found.findIndex((other) => other.step === step) !== at);
  if (unknown !== undefined || twice !== undefined || models.length > mostModels) {
    throw new RunUnsupportedError({
      message:
        unknown !== undefined
          ? `These ${models.length} models could be a series, but ${unknown.main} has no number that tells its step.`
          : twice !== undefined
            ? `These ${models.length} models could be a series, but two are of step ${twice.step}.`
            : `A series may have ${mostModels} models, and these are ${models.length}.`,
      hint: "Drop one model with the files of its weights, or models whose paths end in different numbers.",
    });
  }
  return found.sort((one, other) => one.step - other.step);
}

function samplesAmong(files: readonly string[]): BroughtSamples | null {
  const labels = files.filter((path) => /label/i.test(nameOf(path)));
  const latents = files.filter((path) => /latent|noise|^z[._-]/i.test(nameOf(path)));
  const images = files.filter((path) => !labels.includes(path) && !latents.includes(path));
  // A lone file of any name is taken for samples.
  const [main] = files.length === 1 ? files : images;
  if (main === undefined) return null;
  if (images.length > 1) {
    throw new RunUnsupportedError({
      message: `Expected one file of samples, received ${images.length}: ${images.slice(0, 4).map(nameOf).join(", ")}${images.length > 4 ? " …" : ""}.`,
      hint: "Drop the file of the images; labels and latents may lie beside it in files that are called so.",
    });
  }
  if (files.length === 1) return { kind: "samples", name: nameOf(main), main };
  return {
    kind: "samples",
    name: nameOf(main),
    main,
    ...(labels[0] === undefined ? {} : { labels: labels[0] }),
    ...(latents[0] === undefined ? {} : { latents: latents[0] }),
  };
}

/** Only where there is nothing else: a damaged run holds pictures too. */
function picturesAmong(given: readonly string[]): BroughtPictures | null {
  const paths = given.filter((path) => !leftovers.test(path));
  if (paths.length === 0 || !paths.every((path) => pictures.test(path))) return null;
  const [folder] = (paths[0] as string).split("/");
  return { kind: "pictures", name: paths.length > 1 && folder ? folder : (paths[0] as string), paths };
}

/** The file's own name; of a model.json the folder's too. */
function nameOf(path: string): string {
  const parts = path.split("/");
  const last = parts.at(-1) ?? path;
  const folder = parts.at(-2);
  return last === "model.json" && folder !== undefined ? `${folder}/${last}` : last;
}
