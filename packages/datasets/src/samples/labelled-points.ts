import { canonicalJson, type NdArray } from "@ganlens/core";
import type { DatasetSamples } from "./dataset-samples.ts";
import { idsInOrder } from "./ids-in-order.ts";
import { rowsByHash, splitByHash, trainAndHeldOut } from "./split-by-hash.ts";

/** What {@link labelledPoints} makes a data set from. */
export interface LabelledPoints {
  readonly name: string;
  /** Finite, shape `[n, dimensions]`. */
  readonly points: NdArray<Float32Array>;
  /** Class of each point, an index into `classes`. */
  readonly labels?: readonly number[];
  readonly classes?: readonly string[];
  readonly notes?: readonly string[];
  readonly sha256: (bytes: Uint8Array) => string;
}

/**
 * A data set of points whose ids, splits (four to one by hash within each class) and hash depend on what they are and never on
 * their order.
 */
export function labelledPoints({
  name,
  points,
  labels,
  classes,
  notes = [],
  sha256,
}: LabelledPoints): DatasetSamples {
  const [count = 0, width = 0] = points.shape;
  const bytes = new Uint8Array(points.data.buffer, points.data.byteOffset, points.data.byteLength);
  const hashes = Array.from({ length: count }, (_, i) =>
    sha256(bytes.subarray(4 * i * width, 4 * (i + 1) * width)),
  );
  const order = rowsByHash(hashes, labels);
  const splits = splitByHash({ hashes, labels, parts: trainAndHeldOut });
  const lines = order.map((row) => `${hashes[row]} ${labels?.[row] ?? ""}`);
  const sameness = `${canonicalJson({ points: width, classes: classes ?? null })}\n${lines.join("\n")}`;
  const counts = classes?.map(() => 0);
  for (const label of labels ?? []) if (counts !== undefined) counts[label] = (counts[label] ?? 0) + 1;
  return {
    info: {
      name,
      kind: "points",
      shape: [width],
      ...(classes === undefined || counts === undefined ? {} : { classes, classCounts: counts }),
      splits: Object.fromEntries(Object.entries(splits).map(([split, rows]) => [split, rows.length])),
      licence: "not stated: the user's own files",
      sha256: sha256(new TextEncoder().encode(sameness)),
    },
    x: points,
    maximum: 1,
    ids: idsInOrder(name, hashes, order),
    ...(labels === undefined ? {} : { labels: Int32Array.from(labels) }),
    splits,
    notes,
  };
}
