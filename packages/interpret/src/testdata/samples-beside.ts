import { type NdArray, type Subject, sha256Hex } from "@ganlens/core";
import { arraySampleSet } from "../real/array-sample-set.ts";

/** Images, with their classes where they are known. */
export interface PlantedImages {
  readonly x: NdArray;
  readonly labels?: Int32Array;
}

/** Images that stand for a generator's, beside real ones that were learned from and others that were not. */
export function samplesBeside(
  generated: PlantedImages,
  real: { readonly train: PlantedImages; readonly "held-out": PlantedImages },
): Subject & Required<Pick<Subject, "samples" | "real">> {
  const { buffer, byteOffset, byteLength } = generated.x.data;
  return {
    specificationVersion: 1,
    name: "planted",
    fingerprint: `${sha256Hex(new Uint8Array(buffer, byteOffset, byteLength))} ${generated.labels?.join() ?? ""}`,
    imageShape: generated.x.shape.slice(1) as [number, number, number],
    notes: [],
    samples: arraySampleSet(generated),
    real: {
      unseen: true,
      heldOutWords: "held-out real images",
      open: async (part) => arraySampleSet(real[part]),
    },
    dispose: () => {},
  };
}
