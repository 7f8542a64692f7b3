import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { concatRows, imageGrid, type NdArray, takeRows } from "@ganlens/core";
import type { Projection } from "@ganlens/interpret";
import type { CliIo } from "../cli-io.ts";
import { latentArrays, pictureOf } from "../generated/picture-files.ts";
import type { FilesWrittenEvent } from "../reporters/cli-event.ts";
import { shownPath } from "../runs/shown-path.ts";
import type { ReadPictures } from "./read-pictures.ts";

/** Rows of the grid at most; the pictures themselves are all there. */
const mostRows = 500;

/** Writes pictures (original, projection, difference), latents, and the errors of a projection into an empty folder. */
export async function writeProjection(
  folder: string,
  { pictures, projection, io }: { pictures: ReadPictures; projection: Projection; io: Pick<CliIo, "cwd"> },
): Promise<FilesWrittenEvent["files"]> {
  const { names, images } = pictures;
  const count = names.length;
  const difference: NdArray = {
    data: images.data.map((value, i) => 0.5 + ((projection.images.data[i] as number) - value) / 2),
    shape: images.shape,
  };
  const sets = { original: images, projection: projection.images, difference };
  for (let i = 0; i < count; i++) {
    const stem = `${String(i).padStart(4, "0")}-`;
    for (const [name, set] of Object.entries(sets)) {
      await writeFile(join(folder, `${stem}${name}.png`), pictureOf(set, i));
    }
  }
  const all = concatRows(Object.values(sets));
  const shown = Math.min(count, mostRows);
  const inRows = Int32Array.from({ length: 3 * shown }, (_, i) => (i % 3) * count + Math.floor(i / 3));
  await writeFile(join(folder, "projections.png"), imageGrid(takeRows(all, inRows), 3).png);
  await writeFile(join(folder, "latents.npz"), latentArrays(projection.latents));
  const { labels } = projection.latents;
  const facts = {
    start: projection.start,
    randomPairs: projection.random.n,
    error: "mean squared difference of pixels in [0, 1]",
    images: names.map((name, i) => ({
      name,
      error: projection.errors[i],
      startError: projection.startErrors[i],
      randomError: projection.random.errors[i],
      ...(labels === undefined ? {} : { label: labels[i] }),
    })),
  };
  await writeFile(join(folder, "projection.json"), `${JSON.stringify(facts, null, 2)}\n`);
  const path = (name: string) => shownPath(join(folder, name), io);
  return [
    {
      path: path("projections.png"),
      content: "each row: original, projection, difference (grey where there is none)",
    },
    { path: shownPath(folder, io), content: `${3 * count} pictures` },
    { path: path("latents.npz"), content: "the latents, row by row" },
    { path: path("projection.json"), content: "the errors" },
  ];
}
