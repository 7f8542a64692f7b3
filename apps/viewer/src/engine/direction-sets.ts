import {
  type DirectionsArtifact,
  decodeNpz,
  type LensResult,
  lensFolder,
  runLayout,
  toFloat32,
} from "@ganlens/core";
import { limits } from "../run/limits.ts";
import type { OpenRun } from "../run/open-run.ts";
import { singleInputs } from "../state/view-state.ts";
import type { Directions } from "./place-latents.ts";

/** Directions of z that a lens has stored. */
export interface DirectionSet {
  /** Lens and artifact: "identifiability.readable". */
  readonly id: string;
  readonly title: string;
  /** A short description of the leading ones. */
  readonly labels: readonly string[];
  readonly directions: Directions;
}

/** Most sets that can be chosen from. */
const mostSets = 16;

/** The directions that lenses have stored for z of this size, in the order of the results. Never throws. */
export async function directionSets(run: OpenRun, size: number): Promise<readonly DirectionSet[]> {
  const stored = run.results.flatMap((result) =>
    result.artifacts.flatMap((artifact) => (artifact.type === "directions" ? [{ result, artifact }] : [])),
  );
  const read = await Promise.all(
    stored.slice(0, mostSets).map(async ({ result, artifact }): Promise<DirectionSet[]> => {
      const directions = await readDirections(run, { result, artifact, size }).catch(() => null);
      if (directions === null) return [];
      return [
        {
          id: `${lensFolder(result)}.${artifact.id}`,
          title: artifact.title,
          labels: artifact.labels ?? [],
          directions,
        },
      ];
    }),
  );
  return read.flat();
}

/** The set that is moved along: the chosen one, else the first; `null` for single inputs. */
export function chosenSet(sets: readonly DirectionSet[], basis: string | null): DirectionSet | null {
  if (basis === singleInputs) return null;
  return sets.find(({ id }) => id === basis) ?? sets[0] ?? null;
}

/** `null` where the array is of another size, or not of numbers. */
async function readDirections(
  { files, memo }: OpenRun,
  {
    result,
    artifact,
    size,
  }: { readonly result: LensResult; readonly artifact: DirectionsArtifact; readonly size: number },
): Promise<Directions | null> {
  const path = `${runLayout.lens(result)}/${artifact.file}`;
  const { arrays } = await memo.of(files, path, async () => {
    const bytes = await files.readAtMost(path, limits.jsonBytes);
    return decodeNpz(bytes, { source: path, maxBytes: limits.decodedBytes });
  });
  const array = arrays.get(artifact.array);
  if (array === undefined || array.shape.length !== 2 || array.shape[1] !== size) return null;
  const { data } = toFloat32(array);
  return data.every(Number.isFinite) ? { count: array.shape[0] as number, size, data } : null;
}
