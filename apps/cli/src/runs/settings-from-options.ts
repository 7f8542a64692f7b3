import { resolve } from "node:path";
import { ConfigInvalidError, jsonProblem, parseShallowJson } from "@ganlens/core";
import { readRegularFile } from "@ganlens/core/node";
import { type ConfigLayer, type PartialConfig, parseAssignment } from "@ganlens/training";
import type { CliIo } from "../cli-io.ts";
import { dataFromArgument } from "../data/data-from-argument.ts";
import type { PictureOptions } from "../options/picture-options.ts";

/** The options that say something of the configuration. */
export interface ConfigOptions extends PictureOptions {
  readonly config?: string;
  readonly set?: readonly string[];
  readonly data?: string;
  readonly seed?: number;
  readonly steps?: number;
}

/** No configuration is longer; a weights file given by mistake is not read whole. */
const longestConfig = 2 ** 20;

/**
 * What lies over a preset: the file, then the options, then `--set`.
 *
 * @throws {ConfigInvalidError} when the file cannot be read or holds no JSON object, `--data` is neither a folder nor a file nor a name,
 * a `--set` is no assignment, or an option and a `--set` say different things
 */
export async function configLayers(
  options: ConfigOptions,
  io: Pick<CliIo, "cwd" | "program">,
): Promise<readonly ConfigLayer[]> {
  const { config, set = [], data, seed, steps } = options;
  const named = data === undefined ? undefined : await dataFromArgument(data, io);
  const pictures = pictureSettings(options);
  const shorthand: PartialConfig = {
    ...(named === undefined ? {} : { data: named }),
    ...(seed === undefined ? {} : { seed }),
    ...(steps === undefined ? {} : { schedule: { totalSteps: steps } }),
  };
  const assignments = set.map((assignment) => ({ assignment, values: parseAssignment(assignment) }));
  for (const { assignment, values } of assignments) assertAgreement(assignment, values, options);
  const layers: readonly ConfigLayer[] = [
    ...(config === undefined ? [] : [{ origin: "file", values: await readConfig(config, io) } as const]),
    { origin: "set", values: shorthand },
    ...assignments.map(({ values }) => ({ origin: "set", values }) as const),
  ];
  const large = options.allowLarge === true ? [largeLayer(layers)] : [];
  if (pictures === undefined) return [...layers, ...large];
  const place = placeOfPictures(layers, options);
  return [...layers, { origin: "set", values: { data: { [place]: pictures } } }, ...large];
}

/** @throws {ConfigInvalidError} when the data are no file */
function largeLayer(layers: readonly ConfigLayer[]): ConfigLayer {
  if (typeof saidOfData(layers).at(-1)?.file === "object") {
    return { origin: "set", values: { data: { file: { allowLarge: true } } } };
  }
  throw new ConfigInvalidError({
    message: "Expected a file of data for --allow-large, received none.",
    hint: "Name the file with --data FILE; a folder of images is streamed where it is large, and needs no leave.",
  });
}

function saidOfData(layers: readonly ConfigLayer[]): readonly Readonly<Record<string, unknown>>[] {
  return layers.flatMap(({ values: { data } }) =>
    typeof data === "object" && data !== null ? [{ ...data }] : [],
  );
}

const pictureKeys = ["size", "channels", "fit"] as const;

/** What the options say of pictures; undefined where they say nothing. */
function pictureSettings(options: PictureOptions): PartialConfig | undefined {
  const given = pictureKeys.filter((key) => options[key] !== undefined);
  return given.length === 0 ? undefined : Object.fromEntries(given.map((key) => [key, options[key]]));
}

/**
 * Whether what is said of pictures is said of a folder or of a file that holds some.
 *
 * @throws {ConfigInvalidError} when it is said of neither
 */
function placeOfPictures(layers: readonly ConfigLayer[], options: PictureOptions): "folder" | "file" {
  const said = layers.flatMap(({ values }) => (values.data === undefined ? [] : [values.data]));
  const places = saidOfData(layers);
  if (places.some((data) => "folder" in data)) return "folder";
  const paths = places.map(({ file }) => (file as { readonly path?: unknown } | undefined)?.path);
  if (paths.some((path) => typeof path === "string" && /\.(zip|parquet)$/i.test(path))) return "file";
  const given = pictureKeys.filter((key) => options[key] !== undefined).map((key) => `--${key}`);
  throw new ConfigInvalidError({
    message: `Expected a folder, zip or parquet file of images for ${given.join(" and ")}, received ${said.length === 0 ? "none" : JSON.stringify(said.at(-1))}.`,
    hint: "Name the folder with --data FOLDER; files of images and other data keep the size that they have, but for pictures in a zip or parquet file.",
  });
}

/** @throws {ConfigInvalidError} when a `--set` would silently win over an option that says something else */
function assertAgreement(
  assignment: string,
  values: PartialConfig,
  { data, seed, steps, ...options }: ConfigOptions,
): void {
  const { folder, file } = (typeof values.data === "object" ? (values.data ?? {}) : {}) as {
    readonly folder?: Readonly<Record<string, unknown>>;
    readonly file?: Readonly<Record<string, unknown>>;
  };
  const place = folder ?? file;
  const schedule = values.schedule as { readonly totalSteps?: unknown } | undefined;
  const pairs = [
    ["--steps", steps, schedule?.totalSteps],
    ["--seed", seed, values.seed],
    // Single settings of the same folder or file stand beside --data.
    ["--data", data, place !== undefined && place.path === undefined ? undefined : values.data],
    ...pictureKeys.map((key) => [`--${key}`, options[key], folder?.[key]] as const),
  ] as const;
  for (const [option, given, set] of pairs) {
    if (given === undefined || set === undefined || JSON.stringify(given) === JSON.stringify(set)) continue;
    throw new ConfigInvalidError({
      message: `Expected one of ${option} ${given} and --set ${assignment}, received both.`,
      hint: "Leave one of them out.",
    });
  }
}

async function readConfig(path: string, { cwd }: Pick<CliIo, "cwd">): Promise<PartialConfig> {
  const file = { maximumBytes: longestConfig, what: "a configuration" };
  const bytes = await readRegularFile(resolve(cwd, path), file);
  const wrong = (what: string, cause?: unknown) =>
    new ConfigInvalidError({
      message: `Expected ${path} to hold a JSON object, found ${what}.`,
      hint: 'For example: { "schedule": { "totalSteps": 500 } }',
      cause,
    });
  let value: unknown;
  try {
    value = parseShallowJson(bytes);
  } catch (cause) {
    if (cause instanceof RangeError) throw wrong("more than 100 levels of it", cause);
    throw wrong(`something else (${(cause as Error).message})`, cause);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw wrong(Array.isArray(value) ? "an array" : JSON.stringify(value));
  }
  const problem = jsonProblem(value);
  if (problem !== undefined) {
    throw new ConfigInvalidError({
      message: `Expected ${path} to hold plain settings, but it ${problem}.`,
      hint: "Leave it out: no setting is called so or is that deep.",
    });
  }
  return value as PartialConfig;
}
