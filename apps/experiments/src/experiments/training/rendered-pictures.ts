import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodePng, Random, sizeOf } from "@ganlens/core";
import { type FactorValues, shapes } from "@ganlens/datasets";

/** Between two hues in degrees. */
function apart(first: number, second: number): number {
  const turn = Math.abs(first - second) % 360;
  return Math.min(turn, 360 - turn);
}

/** Writes rendered shapes in colour, each upright and in hues of its own, as PNGs of `size` px, a folder a class, as somebody's own pictures; where they stand. */
export async function rendersAsFiles({
  count,
  size,
  seed,
}: {
  readonly count: number;
  readonly size: number;
  readonly seed: number;
}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "ganlens-own-pictures-"));
  const data = shapes({ size });
  const names = data.factors[data.classFactor]?.names ?? [];
  // Things that one has pictures of have colours of their own, and mostly stand upright.
  const keep = ({ shape = 0, rotation = 0, hue = 0 }: FactorValues) =>
    Math.min(rotation, 360 - rotation) <= 18 && apart(hue, (360 * shape) / names.length) <= 20;
  const { factors, images } = data.sample(count, Random.fromSeed(seed).split("own pictures"), { keep });
  for (const name of names) await mkdir(join(folder, name));
  const width = sizeOf(data.imageShape);
  for (let i = 0; i < count; i++) {
    const name = names[factors.data[i * data.factors.length + data.classFactor] as number] as string;
    const pixels = images.data.subarray(i * width, (i + 1) * width);
    const bytes = Uint8Array.from(pixels, (value) => Math.round(255 * value));
    const png = encodePng({ width: size, height: size, channels: 3, data: bytes });
    await writeFile(join(folder, name, `${String(i).padStart(4, "0")}.png`), png);
  }
  return folder;
}
