import { rm } from "node:fs/promises";
import { basename, extname, join, resolve } from "node:path";
import { ConfigInvalidError, concatRows, imageGrid, type Latents, RunUnsupportedError } from "@ganlens/core";
import type { CliIo } from "../cli-io.ts";
import type { FilesWrittenEvent } from "../reporters/cli-event.ts";
import { createRunFolder } from "../runs/create-run-folder.ts";
import { shownPath } from "../runs/shown-path.ts";
import { allImages, assertFitsMemory } from "./all-images.ts";
import type { DrawnBatch } from "./draw-images.ts";
import { latentArrays, pictureOf } from "./picture-files.ts";
import { writeNewFile } from "./write-new-file.ts";

export interface WriteGeneratedOptions {
  /** How many were asked for. */
  readonly count: number;
  readonly shape: readonly number[];
  /** Images in a row of a grid; as many rows as columns, if left out. */
  readonly columns?: number | undefined;
  readonly form: { readonly out: string | undefined; readonly grid: boolean };
  /** What a new folder is called after. */
  readonly stem: string;
  readonly io: CliIo;
}

type Written = FilesWrittenEvent["files"];

/** Tiles of a grid that anybody looks at; a picture of more is too large for most programs. */
const mostTiles = 10_000;

/**
 * Writes what is drawn in the form that its name says: a folder of pictures, one picture, or numbers.
 *
 * @throws {ConfigInvalidError} when something is there already, or the form does not fit
 */
export async function writeGenerated(
  batches: AsyncIterable<DrawnBatch>,
  options: WriteGeneratedOptions,
): Promise<Written> {
  const { form, shape } = options;
  const ending = form.out === undefined ? "" : extname(form.out).toLowerCase();
  const numbers = ending === ".npz";
  if (numbers && form.grid) {
    throw new ConfigInvalidError({
      message: `Expected one of --grid and an .npz file, received both: ${form.out}.`,
      hint: "A grid is a picture: name a .png.",
    });
  }
  if (!numbers && shape[2] !== 1 && shape[2] !== 3) {
    throw new RunUnsupportedError({
      message: `Expected images of 1 or 3 channels for pictures, but these are ${shape.join(" × ")}.`,
      hint: "Write the numbers: --out images.npz. If channels stand first, say --layout nchw.",
    });
  }
  if (numbers) return writeNumbers(batches, options);
  return ending === ".png" || form.grid ? writeGrid(batches, options) : writePictures(batches, options);
}

async function writeNumbers(
  batches: AsyncIterable<DrawnBatch>,
  { form, shape, count, io }: WriteGeneratedOptions,
): Promise<Written> {
  assertFitsMemory(count, shape);
  const path = resolve(io.cwd, form.out as string);
  const { images, latents } = await allImages(batches);
  await writeNewFile(path, latentArrays(latents, { x: images }));
  const arrays = `x ${images.shape.join(" × ")} in [0, 1], z ${latents.z.shape.join(" × ")}${latents.labels === undefined ? "" : ", labels"}`;
  return [{ path: shownPath(path, io), content: arrays }];
}

async function writeGrid(
  batches: AsyncIterable<DrawnBatch>,
  { form, shape, count, columns = Math.ceil(Math.sqrt(count)), stem, io }: WriteGeneratedOptions,
): Promise<Written> {
  if (count > mostTiles) {
    throw new ConfigInvalidError({
      message: `Expected at most ${mostTiles} images in one picture, received ${count}.`,
      hint: "Ask for fewer with --count, or write a folder or an .npz.",
    });
  }
  assertFitsMemory(count, shape);
  const path =
    form.out !== undefined && extname(form.out).toLowerCase() === ".png"
      ? resolve(io.cwd, form.out)
      : join(
          await createRunFolder({ out: form.out, stem, what: "the images", parent: "generated", io }),
          "grid.png",
        );
  const { images, latents } = await allImages(batches);
  const latentsPath = `${path.slice(0, -".png".length)}.latents.npz`;
  await writeNewFile(path, imageGrid(images, columns).png);
  await writeNewFile(latentsPath, latentArrays(latents));
  return [
    { path: shownPath(path, io), content: `${images.shape[0]} images, ${columns} in a row` },
    { path: shownPath(latentsPath, io), content: `their latents, row by row` },
  ];
}

async function writePictures(
  batches: AsyncIterable<DrawnBatch>,
  { form, count, stem, io }: WriteGeneratedOptions,
): Promise<Written> {
  const folder = await createRunFolder({ out: form.out, stem, what: "the images", parent: "generated", io });
  const digits = Math.max(4, String(count - 1).length);
  const latents: Latents[] = [];
  let pictures = 0;
  try {
    for await (const { images, latents: drawn, places } of batches) {
      latents.push(drawn);
      for (const [row, place] of places.entries()) {
        const label = drawn.labels?.[row];
        const name = `${String(place).padStart(digits, "0")}${label === undefined ? "" : `-class-${label}`}.png`;
        await writeNewFile(join(folder, name), pictureOf(images, row));
        pictures++;
      }
    }
  } catch (error) {
    if (pictures === 0) await rm(folder, { recursive: true, force: true });
    throw error;
  }
  const labels = latents.flatMap((part) => [...(part.labels ?? [])]);
  const all: Latents = {
    z: concatRows(latents.map(({ z }) => z)),
    ...(labels.length === 0 ? {} : { labels: Int32Array.from(labels) }),
  };
  const beside = join(folder, "latents.npz");
  await writeNewFile(beside, latentArrays(all));
  return [
    { path: shownPath(folder, io), content: `${pictures} pictures` },
    { path: shownPath(beside, io), content: `their latents, row by row in the order of ${basename(folder)}` },
  ];
}
