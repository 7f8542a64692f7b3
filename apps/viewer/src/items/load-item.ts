import { decodePng, latentSize, lensFolder, type PngImage, readGivenSamples, runLayout } from "@ganlens/core";
import { chosenSet, directionSets } from "../engine/direction-sets.ts";
import type { Engine } from "../engine/engine.ts";
import { classesOf, drawnPoint, latentSource } from "../engine/latent-source.ts";
import { storedGenerator } from "../engine/network-files.ts";
import { inputDirections, movedPoint } from "../engine/place-latents.ts";
import { limits } from "../run/limits.ts";
import type { OpenRun } from "../run/open-run.ts";
import { stepAt } from "../run/step-at.ts";
import { imageShape } from "../run/subject-facts.ts";
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
  readonly run: OpenRun;
  readonly engine: Engine;
  /** The step that is looked at. */
  readonly step: number | null;
}

type Of<K extends Item["kind"]> = Extract<Item, { kind: K }>;

const loaders: {
  readonly [K in Item["kind"]]: (item: Of<K>, around: ItemSurroundings) => Promise<ItemPicture>;
} = { tile: loadTile, real: loadShown, made: loadShown, given: loadGiven, place: loadPlace };

/**
 * The image of an item: cut from a picture of the run, read from the samples that it was given, or generated.
 *
 * @throws {Error} when there is no such item in this run
 */
export async function loadItem(id: string, around: ItemSurroundings): Promise<ItemPicture> {
  const item = parseItemId(id);
  if (item === null) throw new Error(`There is no item called ${id}.`);
  // Each kind is paired with its own loader, which a call by name cannot express.
  const load = loaders[item.kind] as (item: Item, around: ItemSurroundings) => Promise<ItemPicture>;
  return load(item, around);
}

async function loadTile({ index }: Of<"tile">, { run, step }: ItemSurroundings): Promise<ItemPicture> {
  const at = stepAt(run.sampleSteps, step);
  if (at === null) throw new Error("This run has no pictures of samples.");
  const shape = shapeOf(run);
  const png = await readPng(run, runLayout.sampleGrid(at));
  const columns = Math.floor(png.width / (shape[1] + 1));
  const tile = {
    left: (index % columns) * (shape[1] + 1),
    top: Math.floor(index / columns) * (shape[0] + 1),
  };
  return { title: `sample ${index + 1} at step ${at}`, image: cutOut(png, tile, shape), shape };
}

async function loadShown(item: Of<"real" | "made">, { run }: ItemSurroundings): Promise<ItemPicture> {
  const result = run.results.find((each) => lensFolder(each) === item.lens);
  const figure = result?.figures.find(({ id }) => id === item.figure);
  const tile = figure?.kind === "image-grid" ? figure.tiles[item.index] : undefined;
  if (result === undefined || figure?.kind !== "image-grid" || tile === undefined)
    throw new Error("This image is not in the run.");
  const shape = shapeOf(run);
  const png = await readPng(run, `${runLayout.lens(result)}/${figure.image}`);
  const [height, width] = figure.tileSize;
  const place = {
    left: (item.index % figure.columns) * width,
    top: Math.floor(item.index / figure.columns) * height,
  };
  return { title: tile.label, image: cutOut(png, place, shape), shape };
}

async function loadGiven({ index }: Of<"given">, { run }: ItemSurroundings): Promise<ItemPicture> {
  const { files, record } = run;
  if (record?.subject.samples === undefined) throw new Error("This run was given no samples.");
  const { x } = await readGivenSamples(files, record.subject, { start: index, end: index + 1 });
  if (x.data.length === 0) throw new Error(`There is no sample ${index + 1} in this run.`);
  return { title: `sample ${index + 1}`, image: x.data, shape: x.shape.slice(1) };
}

async function loadPlace(
  { place }: Of<"place">,
  { run, engine, step }: ItemSurroundings,
): Promise<ItemPicture> {
  const stored = storedGenerator(run, stepAt(run.checkpoints, step));
  if (stored === null) throw new Error("This run has no generator.");
  const { latent } = await engine.network(stored.key, stored.load);
  if (latent === undefined) throw new Error("The stored network is not a generator.");
  const size = latentSize(latent);
  const drawn = drawnPoint(await latentSource(run, latent, place.from), place);
  const isMoved = Object.keys(place.along).length > 0;
  const set = isMoved ? chosenSet(await directionSets(run, size), place.basis) : null;
  const z = movedPoint(drawn.z, set?.directions ?? inputDirections(size), place.along);
  const classes = classesOf(latent);
  const label = classes === 0 ? null : Math.min(classes - 1, place.label ?? drawn.label ?? 0);
  const labels = label === null ? {} : { labels: Int32Array.of(label) };
  const { images, shape } = await engine.ask("generate", { generator: stored.key, z, count: 1, ...labels });
  const row = place.row === 0 ? "" : `, row ${place.row + 1}`;
  return {
    title: `${place.from === null ? `seed ${place.seed}` : `latents of ${place.from}`}${row}${label === null ? "" : `, class ${label}`}${isMoved ? ", moved" : ""}`,
    image: images,
    shape,
  };
}

function shapeOf(run: OpenRun): readonly [number, number, number] {
  const shape = imageShape(run);
  if (shape === null) throw new Error("The samples of this run are not images.");
  return shape;
}

async function readPng({ files }: OpenRun, path: string): Promise<PngImage> {
  const bytes = await files.readAtMost(path, limits.pictureBytes);
  return decodePng(bytes, { source: path, maxBytes: limits.decodedBytes });
}
