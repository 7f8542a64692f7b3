import { type NdArray, Random, sizeOf, zerosLike } from "@ganlens/core";
import * as z from "zod";
import type { DatasetSamples } from "../samples/dataset-samples.ts";
import { seedSchema } from "./image-size.ts";
import { assertRoom, imageShapeOf } from "./map-images.ts";
import type { DatasetTransform } from "./transform.ts";
import { countsOf } from "./with-splits.ts";

/** Several images over each other as channels of one. */
export interface StackTransform {
  readonly name: "stack";
  /** Images in a stack, 2 to 4; 3 unless told. */
  readonly images?: number | undefined;
  /** Stacks in each split; as many as it has images unless told. */
  readonly count?: number | undefined;
  readonly seed?: number | undefined;
}

/** More classes are no classes: their labels are left out. */
const mostClasses = 1000;

/**
 * Draws stacks, with replacement, within each split: three digits as red, green and blue have 1,000 modes. The class is that of all
 * images in order ("703"), and there is none where there would be more than 1,000. Factors and masks are left out.
 *
 * @see Metz et al. 2017, Unrolled generative adversarial networks; Srivastava et al. 2017, VEEGAN (stacked MNIST)
 */
export const stackTransform: DatasetTransform<StackTransform> = {
  name: "stack",
  schema: z.strictObject({
    name: z.literal("stack"),
    images: z.int().min(2).max(4).exactOptional(),
    count: z.int().positive().max(1_000_000).exactOptional(),
    seed: seedSchema.exactOptional(),
  }),
  apply(samples, { images = 3, count, seed = 0 }) {
    const [height, width, channels] = imageShapeOf(samples, "stack");
    const { info, x, labels } = samples;
    const sizes = Object.entries(samples.splits).map(([name, rows]) => ({
      name,
      rows,
      size: count ?? rows.length,
    }));
    const total = sizes.reduce((sum, { size }) => sum + size, 0);
    const shape = [height, width, channels * images];
    assertRoom(total * sizeOf(shape), info.name);
    const data = zerosLike(x.data as Uint8Array, total * sizeOf(shape));
    const classes = stackedClasses(info.classes, images);
    const stacked = classes === undefined || labels === undefined ? undefined : new Int32Array(total);
    const ids: string[] = [];
    const splits: Record<string, Int32Array> = {};
    for (const { name, rows, size } of sizes) {
      const first = ids.length;
      const drawn = Random.fromSeed(seed)
        .split(`stack/${name}`)
        .integers(size * images, { high: Math.max(1, rows.length) });
      for (let i = 0; i < size; i++) {
        const members = Array.from(drawn.subarray(i * images, (i + 1) * images), (at) => rows[at] as number);
        lay({
          x,
          members,
          channels,
          into: data.subarray(ids.length * sizeOf(shape), (ids.length + 1) * sizeOf(shape)),
        });
        if (stacked !== undefined) stacked[ids.length] = stackedLabel(samples, members);
        ids.push(`${info.name}-stack/${name}-${String(i).padStart(6, "0")}`);
      }
      splits[name] = Int32Array.from({ length: size }, (_, i) => first + i);
    }
    const { classes: _classes, classCounts: _counts, factors: _factors, parts: _parts, ...plain } = info;
    return {
      info: {
        ...plain,
        shape,
        ...(classes === undefined || stacked === undefined
          ? {}
          : { classes, classCounts: countsOf(stacked, classes.length) }),
        splits: Object.fromEntries(sizes.map(({ name, size }) => [name, size])),
      },
      x: { data, shape: [total, ...shape] } satisfies NdArray<Uint8Array>,
      maximum: samples.maximum,
      ids,
      ...(stacked === undefined ? {} : { labels: stacked }),
      splits,
      notes: [...(samples.notes ?? [])],
    };
  },
};

function stackedClasses(
  classes: readonly string[] | undefined,
  images: number,
): readonly string[] | undefined {
  if (classes === undefined || classes.length ** images > mostClasses) return undefined;
  const between = classes.every((name) => name.length === 1) ? "" : "-";
  let names: readonly string[] = classes;
  for (let i = 1; i < images; i++)
    names = names.flatMap((name) => classes.map((next) => name + between + next));
  return names;
}

function stackedLabel({ labels, info }: DatasetSamples, members: readonly number[]): number {
  return members.reduce((sum, row) => sum * (info.classes?.length ?? 0) + (labels?.[row] as number), 0);
}

function lay({
  x,
  members,
  channels,
  into,
}: {
  readonly x: DatasetSamples["x"];
  readonly members: readonly number[];
  readonly channels: number;
  readonly into: Uint8Array;
}): void {
  const pixels = into.length / (channels * members.length);
  for (const [k, row] of members.entries()) {
    for (let i = 0; i < pixels * channels; i++) {
      const at = (Math.floor(i / channels) * members.length + k) * channels + (i % channels);
      into[at] = x.data[row * pixels * channels + i] as number;
    }
  }
}
