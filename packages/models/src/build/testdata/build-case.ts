import type { ModelSpec } from "../../index.ts";

/** An architecture as it is built in tests: small, and its shapes with a batch of three. */
export interface BuildCase {
  readonly spec: ModelSpec;
  readonly inputs: readonly (readonly [readonly number[], "float32" | "int32"])[];
  readonly outputs: readonly (readonly number[])[];
}

export const image: readonly [readonly number[], "float32"] = [[3, 28, 28, 1], "float32"];
export const noise: readonly [readonly number[], "float32"] = [[3, 100], "float32"];
export const label: readonly [readonly number[], "int32"] = [[3], "int32"];
