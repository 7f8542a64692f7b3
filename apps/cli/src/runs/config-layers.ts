import { access, readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { ConfigInvalidError, jsonProblem, parseShallowJson } from "@ganlens/core";
import { datasetSources } from "@ganlens/datasets";
import { type ConfigLayer, type PartialConfig, parseAssignment } from "@ganlens/training";
import type { CliIo } from "../cli-io.ts";

/** The options that say something of the configuration. */
export interface ConfigOptions {
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
 * @throws {ConfigInvalidError} when the file cannot be read or holds no JSON object, a `--set` is no assignment, or an
 * option and a `--set` say different things
 */
export async function configLayers(
  options: ConfigOptions,
  io: Pick<CliIo, "cwd">,
): Promise<readonly ConfigLayer[]> {
  const { config, set = [], data, seed, steps } = options;
  const shorthand: PartialConfig = {
    ...(data === undefined ? {} : { data: await folderOrName(data, io) }),
    ...(seed === undefined ? {} : { seed }),
    ...(steps === undefined ? {} : { schedule: { totalSteps: steps } }),
  };
  const assignments = set.map((assignment) => ({ assignment, values: parseAssignment(assignment) }));
  for (const { assignment, values } of assignments) assertAgreement(assignment, values, options);
  return [
    ...(config === undefined ? [] : [{ origin: "file", values: await readConfig(config, io) } as const]),
    { origin: "set", values: shorthand },
    ...assignments.map(({ values }) => ({ origin: "set", values }) as const),
  ];
}

/** A folder of images where there is one, else data that come with ganlens. */
async function folderOrName(data: string, { cwd }: Pick<CliIo, "cwd">): Promise<unknown> {
  const path = resolve(cwd, data);
  const exists = await access(path).then(
    () => true,
    () => false,
  );
  return !exists && datasetSources().some(({ name }) => name === data) ? data : { folder: { path } };
}

/** @throws {ConfigInvalidError} when a `--set` would silently win over an option that says something else */
function assertAgreement(
  assignment: string,
  values: PartialConfig,
  { data, seed, steps }: ConfigOptions,
): void {
  const schedule = values.schedule as { readonly totalSteps?: unknown } | undefined;
  const pairs = [
    ["--steps", steps, schedule?.totalSteps],
    ["--seed", seed, values.seed],
    ["--data", data, values.data],
  ] as const;
  for (const [option, given, set] of pairs) {
    if (given === undefined || set === undefined || given === set) continue;
    throw new ConfigInvalidError({
      message: `Expected one of ${option} ${given} and --set ${assignment}, received both.`,
      hint: "Leave one of them out.",
    });
  }
}

async function readConfig(path: string, { cwd }: Pick<CliIo, "cwd">): Promise<PartialConfig> {
  const bytes = await readFile(resolve(cwd, path)).catch((cause: NodeJS.ErrnoException) => {
    const found =
      cause.code === "ENOENT" ? "none" : cause.code === "EISDIR" ? "a folder" : String(cause.code);
    throw new ConfigInvalidError({
      message: `Expected a configuration file at ${path}, found ${found}.`,
      hint: "Check the path given to --config.",
      cause,
    });
  });
  const wrong = (what: string, cause?: unknown) =>
    new ConfigInvalidError({
      message: `Expected ${path} to hold a JSON object, found ${what}.`,
      hint: 'For example: { "schedule": { "totalSteps": 500 } }',
      cause,
    });
  if (bytes.length > longestConfig) throw wrong(`${bytes.length} bytes`);
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
