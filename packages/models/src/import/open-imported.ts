import { type FileSet, parseShallowJson, sha256Hex } from "@ganlens/core";
import type * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import { parseModelSpec } from "../architecture/parse-model-spec.ts";
import { saveModel } from "../files/save-model.ts";
import { openForeignModel } from "../foreign/open-foreign-model.ts";
import { importOnnx } from "../onnx/import-onnx.ts";
import { disposeModel } from "../run/dispose-model.ts";
import { type ImportedInput, type ImportedOutput, sampleShapeOf } from "./network-ports.ts";

/** A network from elsewhere, brought into the form in which run folders keep it. */
export interface ImportedNetwork {
  /** How the files are read again. */
  readonly format: "layers" | "graph";
  /** "onnx", "layers" or "graph": what it was. */
  readonly from: string;
  readonly producer?: string;
  /** SHA-256 over the files that it was read from. */
  readonly sha256: string;
  /** Files by path: model.json and its weights. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly inputs: readonly ImportedInput[];
  readonly outputs: readonly ImportedOutput[];
  /** The specification of a model that ganlens made, which says what it takes and gives. */
  readonly spec?: Readonly<Record<string, unknown>> & { readonly architecture: string };
  /** What was decided on the way, one sentence each. */
  readonly notes: readonly string[];
}

/** How {@link openImported} reads a model. */
export interface OpenImportedOptions {
  /** Where an ONNX file's images have their channels; read from the graph unless told. */
  readonly layout?: "nhwc" | "nchw";
  readonly signal?: AbortSignal;
}

/**
 * Opens an ONNX file or a tfjs model, and brings it into the form that run folders keep: checked, and nothing of it executed.
 *
 * @throws {RunUnsupportedError} when it is neither, or asks for something that cannot run here
 * @throws {CheckpointCorruptError} when its files are damaged or do not fit each other
 */
export async function openImported(
  files: FileSet,
  options: OpenImportedOptions = {},
): Promise<ImportedNetwork> {
  return files.main.toLowerCase().endsWith(".onnx")
    ? fromOnnx(files, options)
    : fromTensorflow(files, options);
}

async function fromOnnx(files: FileSet, { layout }: OpenImportedOptions): Promise<ImportedNetwork> {
  const bytes = await files.read(files.main);
  const folder = files.main.slice(0, files.main.lastIndexOf("/") + 1);
  const external: string[] = [];
  const imported = await importOnnx(bytes, {
    ...(layout === undefined ? {} : { channels: layout === "nchw" ? "first" : "last" }),
    readExternalData: async (path) => {
      const data = await files.read(folder + path);
      external.push(`${path} ${sha256Hex(data)}`);
      return data;
    },
  });
  const { model } = imported;
  try {
    return {
      format: "layers",
      from: "onnx",
      producer: imported.producer,
      sha256: together([sha256Hex(bytes), ...external.sort()]),
      files: await filesOf(model),
      // The names of the model's own inputs: they may differ from the file's, which tfjs does not allow.
      inputs: imported.inputs.map(({ modelShape, dtype, classes }, i) => ({
        // A tensor gets another name each time its layer is built; the layer keeps its own.
        name: model.inputs[i]?.sourceLayer.name ?? "",
        shape: sampleShapeOf(modelShape),
        dtype,
        ...(classes === undefined ? {} : { classes }),
      })),
      outputs: imported.outputs.map(({ name, modelShape, range }) => ({
        name,
        shape: sampleShapeOf(modelShape),
        ...(range === undefined ? {} : { range }),
      })),
      notes: imported.notes,
    };
  } finally {
    disposeModel(model);
  }
}

async function fromTensorflow(files: FileSet, { signal }: OpenImportedOptions): Promise<ImportedNetwork> {
  const read = new Map<string, Uint8Array>();
  const remembering: FileSet = {
    ...files,
    async read(path, options) {
      const bytes = await files.read(path, options);
      read.set(path, bytes);
      return bytes;
    },
  };
  const foreign = await openForeignModel(remembering, signal === undefined ? {} : { signal });
  try {
    const ports = {
      inputs: foreign.inputs.map(({ name, shape, dtype }) => ({ name, shape: sampleShapeOf(shape), dtype })),
      outputs: foreign.outputs.map(({ name, shape, range }) => ({
        name,
        shape: sampleShapeOf(shape),
        ...(range === undefined ? {} : { range }),
      })),
      sha256: together(Object.entries(foreign.files).map(([path, sha256]) => `${path} ${sha256}`)),
    };
    if (foreign.kind === "graph") {
      const stored = new Map([...read].map(([path, bytes]) => [storedPath(path, files.main), bytes]));
      return { ...ports, format: "graph", from: "tfjs graph model", files: stored, notes: [] };
    }
    const spec = specOf(read.get(files.main));
    return {
      ...ports,
      format: "layers",
      from: "tfjs layers model",
      files: await filesOf(foreign.model),
      ...(spec === undefined ? {} : { spec }),
      notes: [],
    };
  } finally {
    if (foreign.kind === "layers") disposeModel(foreign.model);
    else foreign.model.dispose();
  }
}

async function filesOf(model: tf.LayersModel): Promise<ReadonlyMap<string, Uint8Array>> {
  return new Map(Object.entries(await saveModel(model)));
}

/** The main file is called model.json in a run folder; the others lie beside it as it names them. */
function storedPath(path: string, main: string): string {
  const folder = main.slice(0, main.lastIndexOf("/") + 1);
  return path === main ? "model.json" : path.slice(folder.length);
}

/** The specification that a model of ours carries with it. */
function specOf(description: Uint8Array | undefined): ImportedNetwork["spec"] {
  if (description === undefined) return undefined;
  try {
    const parsed = metadataSchema.safeParse(parseShallowJson(description));
    return parsed.success ? parseModelSpec(parsed.data.userDefinedMetadata.ganlens.spec) : undefined;
  } catch {
    return undefined;
  }
}

const metadataSchema = z.object({
  userDefinedMetadata: z.object({ ganlens: z.object({ spec: z.unknown() }) }),
});

function together(parts: readonly string[]): string {
  return sha256Hex(new TextEncoder().encode([...parts].sort().join("\n")));
}
