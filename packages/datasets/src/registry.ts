import { ConfigInvalidError, unknownNameError } from "@ganlens/core";
import type { DatasetSource } from "./samples/dataset-samples.ts";
import { digits8x8 } from "./sources/digits-8x8.ts";
import { digitsStrokesSource } from "./sources/digits-strokes.ts";
import { gameIcons } from "./sources/game-icons.ts";
import { grid25 } from "./sources/grid-25.ts";
import { mnist5k } from "./sources/mnist-5k.ts";
import { mnistT10k } from "./sources/mnist-t10k.ts";
import { patches16 } from "./sources/patches-16.ts";
import { ring8 } from "./sources/ring-8.ts";
import { shapesSource } from "./sources/shapes.ts";
import { spritesSource } from "./sources/sprites.ts";
import { words } from "./sources/words.ts";

const builtIn: readonly DatasetSource[] = [
  mnist5k,
  mnistT10k,
  digits8x8,
  gameIcons,
  patches16,
  words,
  spritesSource,
  digitsStrokesSource,
  shapesSource,
  ring8,
  grid25,
];

/** The one place that remembers: the names are the program's vocabulary, and users add to it before they open. */
const sources = new Map<string, DatasetSource>(builtIn.map((source) => [source.name, source]));

/**
 * Makes a source known by its name.
 *
 * @throws {ConfigInvalidError} when the name is taken, or is not lower case letters, digits and hyphens
 */
export function registerDataset(source: DatasetSource): void {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(source.name)) {
    throw new ConfigInvalidError({
      message: `Expected a data set's name of lower case letters, digits and hyphens, received "${source.name}".`,
    });
  }
  if (sources.has(source.name)) {
    throw new ConfigInvalidError({
      message: `Expected a new name for a data set, received "${source.name}", which is taken.`,
      hint: "Give it another name.",
    });
  }
  sources.set(source.name, source);
}

/** Every known source, built-in ones first. */
export function datasetSources(): readonly DatasetSource[] {
  return [...sources.values()];
}

/**
 * The source of that name.
 *
 * @throws {ConfigInvalidError} for an unknown name, with the nearest known ones
 */
export function findDatasetSource(name: string): DatasetSource {
  const source = sources.get(name);
  if (source === undefined) throw unknownNameError({ what: "data set", name, known: [...sources.keys()] });
  return source;
}
