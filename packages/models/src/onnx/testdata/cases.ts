import { readdirSync, readFileSync } from "node:fs";
import { decodeNpz } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import type { OnnxPort } from "../onnx-port.ts";

const root = new URL("../../../testdata/", import.meta.url);

/** A recorded ONNX file: what goes in, what ONNX Runtime or PyTorch makes of it, and how near we must come. */
export interface OnnxCase {
  readonly name: string;
  readonly folder: string;
  readonly inputs: readonly { readonly name: string; readonly dtype: string; readonly shape: readonly number[] }[];
  readonly outputs: readonly { readonly name: string; readonly shape: readonly number[] }[];
  readonly operators: readonly string[];
  readonly rtol: number;
  readonly atol: number;
  readonly fixedBatch?: number;
  readonly producer?: string;
}

/** An array of a recorded file. */
export interface CaseArray {
  readonly data: Float32Array;
  readonly shape: readonly number[];
}

/** The names of the recorded files. */
export function caseNames(folder = "onnx"): string[] {
  return readdirSync(new URL(`${folder}/`, root), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** A recorded file's description. */
export function openCase<T = OnnxCase>(name: string, folder = "onnx"): T {
  return { ...JSON.parse(readFileSync(new URL(`${folder}/${name}/case.json`, root), "utf8")), folder: `${folder}/${name}` };
}

/** A file of a case. */
export function caseFile(folder: string, name = "model.onnx"): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`${folder}/${name}`, root)));
}

/** The arrays of an npz of a case, as plain numbers. */
export function caseArrays(
  folder: string,
  name: string,
): Map<string, CaseArray> {
  const { arrays } = decodeNpz(caseFile(folder, name));
  return new Map(
    [...arrays].map(([key, { data, shape }]) => [
      key,
      { data: Float32Array.from(data as ArrayLike<number | bigint>, Number), shape },
    ]),
  );
}

/** ONNX's array as the input of the model that the port describes. */
export function asModelInput(
  { data, shape }: CaseArray,
  { axes, modelShape, dtype }: OnnxPort,
): tf.Tensor {
  return tf.tidy(() => {
    const given = tf.tensor(dtype === "float32" ? data : Int32Array.from(data), [...shape], dtype === "float32" ? "float32" : "int32");
    const turned = shape.length > 1 ? tf.transpose(given, [...axes]) : given;
    const batch = shape[0] ?? 1;
    return tf.reshape(turned, modelShape.map((side) => side ?? batch));
  });
}

/** The model's output in ONNX's order of axes. */
export function asOnnxOutput(output: tf.Tensor, { axes }: OnnxPort): tf.Tensor {
  const back = axes.map((_, i) => axes.indexOf(i));
  return output.rank > 1 && output.rank === axes.length ? tf.transpose(output, back) : tf.clone(output);
}
