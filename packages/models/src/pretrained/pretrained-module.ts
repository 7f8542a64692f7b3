import { CheckpointCorruptError, sha256Hex } from "@ganlens/core";
import type { ModelFiles } from "../files/model-files.ts";

/** A model as a source module: text that survives every bundler and needs no file system. */
export interface PretrainedModule {
  /** SHA-256 of model.json's bytes followed by those of weights.bin. */
  readonly sha256: string;
  readonly modelJson: string;
  readonly weightsBase64: string;
}

function hashOf(files: ModelFiles): string {
  const bytes = new Uint8Array(files["model.json"].byteLength + files["weights.bin"].byteLength);
  bytes.set(files["model.json"]);
  bytes.set(files["weights.bin"], files["model.json"].byteLength);
  return sha256Hex(bytes);
}

/** The text of a module that {@link filesOfPretrained} can read back. */
export function pretrainedModuleSource(files: ModelFiles): string {
  let binary = "";
  for (const byte of files["weights.bin"]) binary += String.fromCharCode(byte);
  const modelJson = new TextDecoder().decode(files["model.json"]);
  return [
    `export const sha256: string = ${JSON.stringify(hashOf(files))};`,
    `export const modelJson: string = ${JSON.stringify(modelJson)};`,
    `export const weightsBase64: string = ${JSON.stringify(btoa(binary))};`,
    "",
  ].join("\n");
}

/**
 * The files in a module, checked against its hash.
 *
 * @throws {CheckpointCorruptError} when the hash does not match
 */
export function filesOfPretrained({ sha256, modelJson, weightsBase64 }: PretrainedModule): ModelFiles {
  const files: ModelFiles = {
    "model.json": new TextEncoder().encode(modelJson),
    "weights.bin": Uint8Array.from(atob(weightsBase64), (character) => character.charCodeAt(0)),
  };
  const found = hashOf(files);
  if (found !== sha256) {
    throw new CheckpointCorruptError({
      message: `Expected shipped weights with sha256 ${sha256 || "(none)"}, received ${found}.`,
      hint: "Install the package again, or train the weights again with its script.",
    });
  }
  return files;
}
