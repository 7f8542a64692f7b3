import { useMemo } from "react";
import { drawnPoint } from "../../engine/place-latents.ts";
import type { UsedLook } from "../../engine/use-look.ts";
import { type UsedNetwork, useGenerator } from "../../engine/use-network.ts";
import { lookName, type PictureQuestion, usePictures } from "../../engine/use-pictures.ts";
import { itemId } from "../../items/item-id.ts";
import { stepAt } from "../../run/step-at.ts";
import { useRun } from "../../run/use-run.ts";
import { useView } from "../../state/use-view.ts";
import type { SampleOrder } from "../../state/view-state.ts";

/** Samples at a time. */
export const drawnCount = 64;

/** One sample as the grid shows it. */
export interface Sample {
  readonly id: string;
  readonly label: string;
  readonly image: Float32Array;
  readonly error: number | null;
}

/** What the generator of a step makes of the points of one seed, as they come; `null` until they are there. */
export function useDrawnSamples(used: UsedLook): {
  readonly step: number | null;
  readonly generator: UsedNetwork | null;
  readonly samples: readonly Sample[] | null;
  readonly shape: readonly number[];
  readonly problem: string | null;
} {
  const { files, checkpoints, run } = useRun();
  const { state } = useView();
  const step = stepAt(checkpoints, state.step);
  const generator = useGenerator(files, step);
  const latent = generator?.facts?.latent ?? null;
  const drawn = useMemo(() => {
    if (latent === null) return null;
    const points = Array.from({ length: drawnCount }, (_, row) =>
      drawnPoint(latent, { seed: state.drawn, row }),
    );
    const z = new Float32Array(drawnCount * latent.size);
    for (const [row, point] of points.entries()) z.set(point.z, row * latent.size);
    const labels =
      latent.label === undefined ? undefined : Int32Array.from(points, ({ label }) => label ?? 0);
    return { z, labels };
  }, [latent, state.drawn]);
  const asked: PictureQuestion | null =
    drawn === null || generator === null || generator.problem !== null
      ? null
      : {
          name: `${generator.key} ${state.drawn} ${lookName(used.look)}`,
          question: {
            generator: generator.key,
            z: drawn.z,
            count: drawnCount,
            ...(drawn.labels === undefined ? {} : { labels: drawn.labels }),
            ...(used.look === undefined ? {} : { look: used.look }),
          },
        };
  const { shown, problem } = usePictures(asked);
  const names = run?.dataset.classes;
  const samples = useMemo(() => {
    if (shown === null) return null;
    const { images, errors } = shown.pictures;
    const size = images.length / drawnCount;
    return Array.from({ length: drawnCount }, (_, row): Sample => {
      const place = { seed: state.drawn, row, label: null, basis: "readable", along: {} } as const;
      const label = drawn?.labels?.[row];
      return {
        id: itemId({ kind: "place", place }),
        label: `Sample ${row + 1}${label === undefined ? "" : `, class ${names?.[label] ?? label}`}`,
        image: images.subarray(row * size, (row + 1) * size),
        error: errors?.[row] ?? null,
      };
    });
  }, [shown, state.drawn, drawn, names]);
  const shape = shown?.pictures.shape ?? generator?.facts?.shape ?? [28, 28, 1];
  return { step, generator, samples, shape, problem: generator?.problem ?? problem };
}

/** The same samples in the wanted order; those without an error stay as they are. */
export function ordered<T extends { readonly error: number | null }>(
  samples: readonly T[],
  order: SampleOrder,
): readonly T[] {
  if (order === "drawn") return samples;
  const sign = order === "worst" ? -1 : 1;
  return [...samples].sort((one, other) => sign * ((one.error ?? 0) - (other.error ?? 0)));
}
