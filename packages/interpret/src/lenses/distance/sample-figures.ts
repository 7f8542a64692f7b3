import {
  type Figure,
  type ImageGridFigure,
  type LensContext,
  labelPart,
  type NdArray,
  providesOf,
  Random,
  rows,
  type Subject,
  takeRows,
} from "@ganlens/core";
import { imageGridFigure } from "../../figures/image-grid-figure.ts";
import { drawSet } from "../../sets/draw-set.ts";
import type { ImageSet } from "../../sets/image-set.ts";

/** Images that each grid shows at most. */
const shown = 100;

/** Generated images to look at, and as many real ones: one column for each class where the generator can be asked for them. */
export async function sampleFigures(
  subject: Subject,
  { compared, training }: { readonly compared: ImageSet; readonly training: ImageSet },
  context: LensContext,
): Promise<readonly Figure[]> {
  const classes = subject.latents === undefined ? undefined : labelPart(subject.latents.spec)?.classes;
  const columns =
    classes !== undefined && providesOf(subject).has("generate") ? Math.min(classes, 20) : undefined;
  const generated = await generatedGrid(subject, { compared, columns, context });
  if (!context.trainingImages || training.x.shape[0] === 0) return [generated];
  return [generated, await realGrid(subject, training, { columns, count: generated.tiles.length, context })];
}

async function generatedGrid(
  subject: Subject,
  {
    compared,
    columns,
    context,
  }: {
    readonly compared: ImageSet;
    readonly columns: number | undefined;
    readonly context: LensContext;
  },
): Promise<ImageGridFigure> {
  const asked = columns !== undefined;
  const x = asked
    ? await classColumns(subject, { columns, count: columns * Math.floor(shown / columns), context })
    : rows(compared.x, 0, Math.min(shown, compared.x.shape[0] ?? 0));
  return imageGridFigure(context, x, {
    id: "samples",
    title: "Generated images",
    caption: asked
      ? "Each column is one class that the generator was asked for; latents drawn from the prior."
      : providesOf(subject).has("generate")
        ? "Images at latents drawn from the prior."
        : "Some of the samples, drawn at random.",
    columns: columns ?? 10,
    tiles: Array.from({ length: x.shape[0] ?? 0 }, (_, i) => ({
      label: asked ? `asked for ${nameOf(subject, i % columns)}` : `sample ${i}`,
    })),
    ...classHeads(subject, columns),
    showsRealData: false,
  });
}

/** As many training images as there are generated ones, of the same classes in the same columns where labels tell them. */
async function realGrid(
  subject: Subject,
  { x, labels }: ImageSet,
  {
    columns,
    count,
    context,
  }: { readonly columns: number | undefined; readonly count: number; readonly context: LensContext },
): Promise<ImageGridFigure> {
  const order = [
    ...Random.fromSeed(context.seed)
      .split("real samples")
      .permutation(x.shape[0] as number),
  ];
  const byClass =
    columns !== undefined && labels !== undefined ? inColumns(order, labels, { columns, count }) : undefined;
  const taken = byClass ?? order.slice(0, count);
  return imageGridFigure(context, takeRows(x, taken), {
    id: "real-samples",
    title: "Real images",
    caption:
      byClass === undefined
        ? "Training images, drawn at random."
        : "Training images, drawn at random within each class.",
    columns: columns ?? 10,
    tiles: taken.map((row) => ({
      label: labels === undefined ? `training image ${row}` : nameOf(subject, labels[row] as number),
    })),
    ...(byClass === undefined ? {} : classHeads(subject, columns)),
    showsRealData: true,
  });
}

/** Rows so that column c holds class c; undefined where a class has too few. */
function inColumns(
  order: readonly number[],
  labels: Int32Array,
  { columns, count }: { readonly columns: number; readonly count: number },
): readonly number[] | undefined {
  const depth = count / columns;
  const own = Array.from({ length: columns }, (_, label) =>
    order.filter((row) => labels[row] === label).slice(0, depth),
  );
  if (own.some(({ length }) => length < depth)) return undefined;
  return Array.from({ length: count }, (_, i) => own[i % columns]?.[Math.floor(i / columns)] as number);
}

function classHeads(
  subject: Subject,
  columns: number | undefined,
): { readonly columnLabels?: readonly string[] } {
  if (columns === undefined) return {};
  return { columnLabels: Array.from({ length: columns }, (_, label) => nameOf(subject, label)) };
}

function nameOf(subject: Subject, label: number): string {
  return subject.real?.dataset?.classes?.[label] ?? String(label);
}

async function classColumns(
  subject: Subject,
  {
    columns,
    count,
    context,
  }: { readonly columns: number; readonly count: number; readonly context: LensContext },
): Promise<NdArray> {
  const { latents } = await drawSet(subject, { purpose: "samples", count, seed: context.seed }, context);
  if (latents === undefined || subject.generate === undefined) {
    throw new TypeError("Expected a subject that generates.");
  }
  return subject.generate({
    z: latents.z,
    labels: Int32Array.from({ length: latents.z.shape[0] ?? 0 }, (_, i) => i % columns),
  });
}
