import { latentSize, sizeOf } from "@ganlens/core";
import { useMemo } from "react";
import { blockSize, drawnBlock, drawnTogether } from "../../engine/latent-source.ts";
import { useLatentSource } from "../../engine/use-latent-source.ts";
import type { UsedLook } from "../../engine/use-look.ts";
import { useGenerator } from "../../engine/use-network.ts";
import { lookName, type PictureQuestion, usePictures } from "../../engine/use-pictures.ts";
import { itemId } from "../../items/item-id.ts";
import { stepAt } from "../../run/step-at.ts";
import { classNames, placeShape } from "../../run/subject-facts.ts";
import { useRun } from "../../run/use-run.ts";
import { useView } from "../../state/use-view.ts";
import type { SampleOrder } from "../../state/view-state.ts";

/** One sample as the grid shows it. */
export interface Sample {
  readonly id: string;
  readonly label: string;
  readonly image: Float32Array;
  readonly error: number | null;
}

/** What the generator of a step makes of the points of one seed, as they come; `null` until they are there. */
export function useDrawnSamples(used: UsedLook): {
  readonly samples: readonly Sample[] | null;
  /** How many there are: fewer than can be drawn where latents were given. */
  readonly count: number;
  readonly shape: readonly number[];
  readonly problem: string | null;
} {
  const run = useRun();
  const { state } = useView();
  const step = stepAt(run.checkpoints, state.step);
  const generator = useGenerator(run, step);
  const latent = generator?.facts?.latent ?? null;
  const { source, problem: noSource } = useLatentSource(run, latent, {
    size: latent === null ? 0 : latentSize(latent),
  });
  const drawn = useMemo(
    () => (source === null ? null : drawnBlock(source, { seed: state.drawn, block: 0 })),
    [source, state.drawn],
  );
  const count = source === null ? drawnTogether : blockSize(source);
  const asked: PictureQuestion | null =
    drawn === null || generator === null || generator.problem !== null
      ? null
      : {
          name: `${generator.key} ${state.drawn} ${lookName(used.look)}`,
          question: {
            generator: generator.key,
            z: drawn.z.data,
            count,
            ...(drawn.labels === undefined ? {} : { labels: drawn.labels }),
            ...(used.look === undefined ? {} : { look: used.look }),
          },
        };
  const { shown, problem } = usePictures(asked);
  const names = classNames(run);
  const samples = useMemo(() => {
    if (shown === null) return null;
    const { images, errors } = shown.pictures;
    const size = sizeOf(shown.pictures.shape);
    return Array.from({ length: images.length / size }, (_, row): Sample => {
      const place = { from: null, seed: state.drawn, row, label: null, basis: null, along: {} } as const;
      const label = drawn?.labels?.[row];
      return {
        id: itemId({ kind: "place", place }),
        label: `Sample ${row + 1}${label === undefined ? "" : `, class ${names[label] ?? label}`}`,
        image: images.subarray(row * size, (row + 1) * size),
        error: errors?.[row] ?? null,
      };
    });
  }, [shown, state.drawn, drawn, names]);
  const shape = shown?.pictures.shape ?? generator?.facts?.shape ?? placeShape(run);
  return { samples, count, shape, problem: generator?.problem ?? noSource ?? problem };
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
