import { decodeNpz, toFloat32 } from "@ganlens/core";
import { useEffect, useState } from "react";
import { limits } from "../run/limits.ts";
import type { RunFiles } from "../run/run-files.ts";
import type { Directions } from "./place-latents.ts";

/** The directions that the lens `identifiability` has stored. */
export interface StoredDirections {
  /** Those that can be read back from the image, best first. */
  readonly readable: Directions | null;
  /** Those that move the image most, and the share of its sensitivity that each holds. */
  readonly moving: Directions | null;
  readonly shares: readonly number[];
}

const path = "lenses/identifiability/directions.npz";
const none: StoredDirections = { readable: null, moving: null, shares: [] };

/** Reads the stored directions; `null` until it is known whether there are any. */
export function useDirections(files: RunFiles, size: number | undefined): StoredDirections | null {
  const [directions, setDirections] = useState<StoredDirections | null>(null);
  const etag = files.files.get(path)?.etag;
  // The tag stands for the files.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (size === undefined) return;
    let gone = false;
    void readDirections(files, size).then((read) => {
      if (!gone) setDirections(read);
    });
    return () => {
      gone = true;
    };
  }, [etag, size]);
  return directions;
}

/** The directions that the lens has stored, where they are of this size. Never throws. */
export async function readDirections(files: RunFiles, size: number): Promise<StoredDirections> {
  if (!files.files.has(path)) return none;
  return parsedDirections(files, size).catch(() => none);
}

async function parsedDirections(files: RunFiles, size: number): Promise<StoredDirections> {
  const bytes = await files.readAtMost(path, limits.jsonBytes);
  const { arrays } = decodeNpz(bytes, { source: path, maxBytes: limits.decodedBytes });
  const rowsOf = (name: string): Directions | null => {
    const array = arrays.get(name);
    if (array === undefined || array.shape.length !== 2 || array.shape[1] !== size) return null;
    const { data } = toFloat32(array);
    return data.every(Number.isFinite) ? { count: array.shape[0] as number, size, data } : null;
  };
  const eigenvalues = arrays.get("jacobian_eigenvalues");
  const values = eigenvalues === undefined ? [] : [...toFloat32(eigenvalues).data];
  const total = values.reduce((sum, value) => sum + value, 0);
  return {
    readable: rowsOf("canonical_directions"),
    moving: rowsOf("jacobian_directions"),
    shares: total > 0 ? values.map((value) => value / total) : [],
  };
}
