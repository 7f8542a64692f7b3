import {
  CancelledError,
  type Figure,
  type LensContext,
  type NdArray,
  providesOf,
  rows,
  type Subject,
  takeRows,
} from "@ganlens/core";
import { frechetDistance } from "@ganlens/metrics";
import type { References } from "../../features/comparison-images.ts";
import type { FeatureSpace } from "../../features/feature-space.ts";
import { imageGridFigure } from "../../figures/image-grid-figure.ts";
import { drawSet } from "../../sets/draw-set.ts";
import { finiteRows } from "../../sets/generated-set.ts";

/** What {@link distanceOverTraining} takes. */
export interface HistoryOptions {
  readonly subject: Subject;
  readonly space: FeatureSpace;
  readonly real: References;
  /** Images at each checkpoint, at most as many as the reference has. */
  readonly count: number;
  readonly context: LensContext;
}

/** The distance at every stored checkpoint after step 0, and the same latents through all of them: how the generator learned. */
export async function distanceOverTraining(options: HistoryOptions): Promise<readonly Figure[]> {
  const { subject, space, real, context } = options;
  const checkpoints = subject.checkpoints ?? [];
  if (!providesOf(subject).has("checkpoints") || subject.generate === undefined) return [];
  const most = Math.min(options.count, real.first.shape[0] as number);
  const drawn = await drawSet(subject, { purpose: "history", count: most, seed: context.seed }, context);
  const { latents } = drawn;
  const count = drawn.x.shape[0] ?? 0;
  if (latents === undefined || count < 2) return [];
  const reference = await space.features(rows(real.first, 0, count));
  const floor = frechetDistance({
    first: reference,
    second: await space.features(rows(real.second, 0, count)),
  });
  const shown = Math.min(10, latents.z.shape[0] ?? 0);
  const points: { x: number; y: number }[] = [];
  const strip: NdArray[] = [];
  for (const checkpoint of checkpoints) {
    if (context.signal.aborted)
      throw new CancelledError({ message: "Stopped while looking back over training." });
    const images = await subject.generate(latents, { checkpoint });
    // An early state may give values that are not finite at some latents: what is measured is the rest.
    const fine = finiteRows(images);
    if (fine.length >= 0.9 * (images.shape[0] ?? 0) && fine.length >= 2) {
      const measured = await space.features(takeRows(images, fine));
      points.push({ x: checkpoint, y: frechetDistance({ first: measured, second: reference }) });
    }
    strip.push(rows(images, 0, shown));
  }
  const afterStart = points.filter(({ x }) => x > 0);
  const width = strip[0] as NdArray;
  const images: NdArray = {
    data: Float32Array.from(strip.flatMap(({ data }) => [...data])),
    shape: [strip.length * shown, ...width.shape.slice(1)],
  };
  const grid = await imageGridFigure(context, images, {
    id: "same-latents",
    title: "The same latents through training",
    caption:
      "Each row is one checkpoint, each column one latent: how the generator came to what it draws now.",
    columns: shown,
    tiles: checkpoints.flatMap((step) =>
      Array.from({ length: shown }, (_, i) => ({ label: `step ${step}, latent ${i}` })),
    ),
    rowLabels: checkpoints.map((step) => `step ${step}`),
    showsRealData: false,
  });
  return [
    {
      kind: "line",
      id: "distance-over-training",
      title: "Fréchet distance over training",
      caption: `In ${space.name}, ${count} images at each checkpoint against ${count} real ones; the floor is what two real sets of that size score.`,
      x: { label: "training step", scale: "log" },
      y: { label: "Fréchet distance", scale: "log" },
      series: [
        { name: "generated", points: afterStart },
        {
          name: "floor: real against real",
          points: afterStart.map(({ x }) => ({ x, y: floor })),
          dashed: true,
        },
      ],
    },
    grid,
  ];
}
