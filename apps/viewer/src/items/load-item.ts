import { decodePng, type PngImage } from "@ganlens/core";
import type { Engine } from "../engine/engine.ts";
import type { Look } from "../engine/messages.ts";
import { generatorFiles, generatorFolder, networkKey } from "../engine/network-files.ts";
import type { Directions } from "../engine/place-latents.ts";
import { drawnPoint, inputDirections, movedPoint } from "../engine/place-latents.ts";
import { limits } from "../run/limits.ts";
import { stepName } from "../run/read-run.ts";
import type { RunContents } from "../run/run-contents.ts";
import { stepAt } from "../run/step-at.ts";
import type { Basis } from "../state/view-state.ts";
import { cutOut } from "./cut-out.ts";
import { type Item, parseItemId } from "./item-id.ts";

/** An item with its image. */
export interface ItemPicture {
  readonly title: string;
  readonly image: Float32Array;
  readonly shape: readonly number[];
}

/** What an item's image is found with. */
export interface ItemSurroundings {
  readonly contents: RunContents;
  readonly engine: Engine;
  /** The step that is looked at. */
  readonly step: number | null;
  readonly look: Look | undefined;
  readonly directions: (basis: Basis, size: number) => Promise<Directions | null>;
}

/**
 * The image of an item: cut from a picture of the run, or generated.
 *
 * @throws {Error} when there is no such item in this run
 */
export async function loadItem(id: string, around: ItemSurroundings): Promise<ItemPicture> {
  const item = parseItemId(id);
  if (item === null) throw new Error(`There is no item called ${id}.`);
  if (item.kind === "tile") return loadTile(item, around);
  return item.kind === "real" ? loadReal(item, around) : loadPlace(item, around);
}

async function loadTile(
  { index }: Extract<Item, { kind: "tile" }>,
  around: ItemSurroundings,
): Promise<ItemPicture> {
  const { contents, step } = around;
  const at = stepAt(contents.sampleSteps, step);
  if (at === null) throw new Error("This run has no pictures of samples.");
  const shape = imageShape(contents);
  const path = `samples/${stepName(at)}.png`;
  const png = await readPng(contents, path);
  const columns = Math.floor(png.width / (shape[1] + 1));
  const tile = {
    left: (index % columns) * (shape[1] + 1),
    top: Math.floor(index / columns) * (shape[0] + 1),
  };
  return { title: `sample ${index + 1} at step ${at}`, image: cutOut(png, tile, shape), shape };
}

async function loadReal(
  item: Extract<Item, { kind: "real" }>,
  { contents }: ItemSurroundings,
): Promise<ItemPicture> {
  const result = contents.lenses.find(({ lens }) => lens === item.lens);
  const figure = result?.figures.find(({ id }) => id === item.figure);
  const tile = figure?.kind === "image-grid" ? figure.tiles[item.index] : undefined;
  if (figure?.kind !== "image-grid" || tile === undefined) throw new Error("This image is not in the run.");
  const shape = imageShape(contents);
  const png = await readPng(contents, `lenses/${item.lens}/${figure.image}`);
  const [height, width] = figure.tileSize;
  const place = {
    left: (item.index % figure.columns) * width,
    top: Math.floor(item.index / figure.columns) * height,
  };
  return { title: tile.label, image: cutOut(png, place, shape), shape };
}

async function loadPlace(
  item: Extract<Item, { kind: "place" }>,
  around: ItemSurroundings,
): Promise<ItemPicture> {
  const { contents, engine } = around;
  const { files, checkpoints } = contents;
  const step = stepAt(checkpoints, around.step);
  if (step === null) throw new Error("This run has no checkpoint.");
  const generator = networkKey(files, generatorFolder(step));
  const { latent } = await engine.network(generator, () => generatorFiles(files, step));
  if (latent === undefined) throw new Error("The stored network is not a generator.");
  const { place } = item;
  const drawn = drawnPoint(latent, place);
  const stored = place.basis === "inputs" ? null : await around.directions(place.basis, latent.size);
  const z = movedPoint(drawn.z, stored ?? inputDirections(latent.size), place.along);
  const label =
    latent.label === undefined ? null : Math.min(latent.label.classes - 1, place.label ?? drawn.label ?? 0);
  const labels = label === null ? {} : { labels: Int32Array.of(label) };
  const { images, shape } = await engine.ask("generate", { generator, z, count: 1, ...labels });
  const row = place.row === 0 ? "" : `, row ${place.row + 1}`;
  const moved = Object.keys(place.along).length > 0 ? ", moved" : "";
  return {
    title: `seed ${place.seed}${row}${label === null ? "" : `, class ${label}`}${moved}`,
    image: images,
    shape,
  };
}

function imageShape({ run }: RunContents): readonly [number, number, number] {
  const [height = 28, width = 28, channels = 1] = run?.dataset.shape ?? [];
  return [height, width, channels];
}

async function readPng({ files }: RunContents, path: string): Promise<PngImage> {
  const bytes = await files.readAtMost(path, limits.pictureBytes);
  return decodePng(bytes, { source: path, maxBytes: limits.decodedBytes });
}
