import { checkpointManifestSchema, readJson } from "@ganlens/core";
import { stepName } from "../run/read-run.ts";
import type { RunFiles } from "../run/run-files.ts";
import type { NetworkFiles } from "./engine.ts";

/** The name under which the worker knows a stored network; another one once its files have changed. */
export function networkKey(files: RunFiles, folder: string): string {
  return `${folder} ${files.files.get(`${folder}/weights.bin`)?.etag ?? ""}`;
}

/** Where a checkpoint's generator lies. */
export function generatorFolder(step: number): string {
  return `checkpoints/${stepName(step)}/generator`;
}

/**
 * The files of a checkpoint's generator, with the hashes that its manifest gives.
 *
 * @throws {RunUnsupportedError} when one of them is missing or too large, or the manifest is none
 */
export async function generatorFiles(files: RunFiles, step: number): Promise<NetworkFiles> {
  const manifestPath = `checkpoints/${stepName(step)}/manifest.json`;
  const manifest = await readJson(
    files,
    manifestPath,
    checkpointManifestSchema,
    "the manifest of a checkpoint",
  );
  const model = manifest.files["generator/model.json"]?.sha256;
  const weights = manifest.files["generator/weights.bin"]?.sha256;
  const read = await networkFiles(files, generatorFolder(step));
  return model === undefined || weights === undefined ? read : { ...read, expected: { model, weights } };
}

/** The two files of any stored network. */
export async function networkFiles(files: RunFiles, folder: string): Promise<NetworkFiles> {
  const [model, weights] = await Promise.all([
    files.read(`${folder}/model.json`),
    files.read(`${folder}/weights.bin`),
  ]);
  return { model, weights };
}
