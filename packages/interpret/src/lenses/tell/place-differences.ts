import type { NdArray } from "@ganlens/core";
import { holmAdjusted } from "@ganlens/metrics";
import {
  type StandardisedDifference,
  standardisedDifference,
} from "../../properties/standardised-difference.ts";
import { blockMeans } from "../../sets/block-means.ts";

/** How bright one part of the image is in generated images against real ones; the chance is adjusted by Holm over all parts. */
export interface PlaceDifference extends StandardisedDifference {
  /** For sentences: "at the top left". */
  readonly words: string;
}

const rows = ["at the top", "", "at the bottom"] as const;
const columns = ["left", "", "right"] as const;
/** Parts along each side. */
const parts = 3;
/** A step of brightness that can just be seen, as of other properties. */
const visible = 0.02;

/** "at the top left", "on the right", "in the middle" */
function wordsOf(part: number): string {
  const [row, column] = [rows[Math.floor(part / parts)] ?? "", columns[part % parts] ?? ""];
  if (row !== "") return column === "" ? row : `${row} ${column}`;
  return column === "" ? "in the middle" : `on the ${column}`;
}

/** Mean brightness in 3 × 3 parts of the image, row by row; none for images that are too small to be divided. */
export function placeDifferences(generated: NdArray, real: NdArray): readonly PlaceDifference[] {
  if (Math.min(generated.shape[1] as number, generated.shape[2] as number) < parts) return [];
  const [first, second] = [blockMeans(generated, parts), blockMeans(real, parts)];
  const differences = Array.from({ length: parts * parts }, (_, part) => {
    const of = ({ data }: NdArray): Float64Array =>
      Float64Array.from(data.filter((_, at) => at % (parts * parts) === part));
    const both = { generated: of(first), real: of(second) };
    return { words: wordsOf(part), ...standardisedDifference({ ...both, visible }) };
  });
  const adjusted = holmAdjusted(differences.map(({ pValue }) => pValue));
  return differences.map((each, part) => ({ ...each, pValue: adjusted[part] as number }));
}

/** The greatest difference first. */
export function byEffect<T extends { readonly effect: number }>(differences: readonly T[]): readonly T[] {
  return differences.toSorted((a, b) => Math.abs(b.effect) - Math.abs(a.effect));
}
