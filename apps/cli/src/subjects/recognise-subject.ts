import { readdir, stat } from "node:fs/promises";
import { basename, extname, join, resolve } from "node:path";
import { ConfigInvalidError, type FileSet, modelFilesFromUrl, RunUnsupportedError } from "@ganlens/core";
import { modelFilesFromPath } from "@ganlens/core/node";
import type { CliIo } from "../cli-io.ts";
import type { SubjectOptions } from "../options/subject-options.ts";
import { isSampleFile } from "./is-sample-file.ts";
import { seriesFiles } from "./series-files.ts";

/** What a person has named to be explained. */
export type RecognisedSubject =
  | { readonly kind: "run"; readonly path: string }
  | {
      readonly kind: "models";
      readonly models: readonly { readonly step: number; readonly files: FileSet }[];
      /** What a run folder of it is called after. */
      readonly stem: string;
    }
  | { readonly kind: "samples"; readonly path: string; readonly stem: string };

const modelEndings = new Set([".onnx", ".json"]);

const pictureEnding = /\.(png|jpe?g|jfif|webp|avif|gif|tiff?|bmp)$/i;

/**
 * Tells what is named: a run folder, a model by path or address, a series of models, or samples.
 *
 * @throws {ConfigInvalidError} when nothing is named, or more than one thing
 * @throws {RunUnsupportedError} when it is none of them, saying what was found there
 */
export async function recogniseSubject(
  named: string | undefined,
  options: SubjectOptions,
  io: Pick<CliIo, "cwd" | "program" | "signal">,
): Promise<RecognisedSubject> {
  const { samples, series } = options;
  const given = [named, samples, series].filter((each) => each !== undefined);
  if (given.length !== 1) {
    throw new ConfigInvalidError({
      message:
        given.length === 0
          ? "Expected something to look at as the first argument, a run folder, a model, or samples; received nothing."
          : `Expected one of a subject, --samples and --series, received ${given.length} of them.`,
      hint: `For example: ${io.program} explain runs/demo-20260131-093005, ${io.program} explain generator.onnx --data mnist-5k, or ${io.program} explain --samples images.npz --data mnist-5k`,
    });
  }
  if (samples !== undefined)
    return { kind: "samples", path: resolve(io.cwd, samples), stem: stemOf(samples) };
  if (series !== undefined) {
    const models = await seriesFiles(series, io);
    return { kind: "models", models, stem: `series-${stemOf(series.split("*")[0] ?? "")}` };
  }
  return recognisePath(named as string, io);
}

async function recognisePath(
  named: string,
  { cwd, program, signal }: Pick<CliIo, "cwd" | "program" | "signal">,
): Promise<RecognisedSubject> {
  if (/^https?:\/\//.test(named)) {
    const files = modelFilesFromUrl(named, { signal });
    return { kind: "models", models: [{ step: 0, files }], stem: stemOf(new URL(named).pathname) };
  }
  const path = resolve(cwd, named);
  const found = await stat(path).catch(() => undefined);
  const hint = `Give a run folder (${program} list runs names those there are), a model.json, an .onnx file, an address, or samples.`;
  if (found === undefined) {
    throw new RunUnsupportedError({
      message: `Expected something to look at, found nothing at ${named}.`,
      hint,
    });
  }
  const stem = stemOf(named);
  if (found.isDirectory()) {
    const names = await readdir(path);
    if (names.includes("run.json")) return { kind: "run", path };
    if (names.includes("model.json")) {
      return { kind: "models", models: [{ step: 0, files: await modelFilesFromPath(path) }], stem };
    }
    await assertPictures(path, { named, names, hint });
    return { kind: "samples", path, stem };
  }
  const ending = extname(path).toLowerCase();
  if (modelEndings.has(ending)) {
    return { kind: "models", models: [{ step: 0, files: await modelFilesFromPath(path) }], stem };
  }
  if (isSampleFile(path)) return { kind: "samples", path, stem };
  throw new RunUnsupportedError({
    message: `Expected something to look at, but ${named} is ${found.isFile() ? "a file of another kind" : "neither a file nor a folder"}.`,
    hint,
  });
}

/** A folder without a run and without a model is a folder of images, unless there is nothing in it that could be one. */
async function assertPictures(
  path: string,
  {
    named,
    names,
    hint,
  }: { readonly named: string; readonly names: readonly string[]; readonly hint: string },
): Promise<void> {
  const folders = await Promise.all(
    names.slice(0, 100).map((name) =>
      stat(join(path, name)).then(
        (found) => found.isDirectory(),
        () => false,
      ),
    ),
  );
  if (folders.includes(true) || names.some((name) => pictureEnding.test(name))) return;
  throw new RunUnsupportedError({
    message: `Expected run.json, model.json or images in ${named}, found none.`,
    hint,
  });
}

/** A name for a run folder from a path: letters, digits and hyphens; a model.json or model.onnx is called after its folder. */
function stemOf(path: string): string {
  const parts = path.split(/[\\/]/).filter((part) => part !== "" && part !== "." && part !== "..");
  const last = parts.at(-1) ?? "";
  const name = /^model\.(json|onnx)$/.test(last) ? (parts.at(-2) ?? "model") : basename(last, extname(last));
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40);
  return plain === "" ? "subject" : plain;
}
