import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { ConfigInvalidError } from "@ganlens/core";
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
 * @throws {ConfigInvalidError} when the file cannot be read or holds no JSON object, or a `--set` is no assignment
 */
export async function configLayers(
  options: ConfigOptions,
  io: Pick<CliIo, "cwd">,
): Promise<readonly ConfigLayer[]> {
  const { config, set = [], data, seed, steps } = options;
  const shorthand: PartialConfig = {
    ...(data === undefined ? {} : { data: { folder: { path: resolve(io.cwd, data) } } }),
    ...(seed === undefined ? {} : { seed }),
    ...(steps === undefined ? {} : { schedule: { totalSteps: steps } }),
  };
  return [
    ...(config === undefined ? [] : [{ origin: "file", values: await readConfig(config, io) } as const]),
    { origin: "set", values: shorthand },
    ...set.map((assignment) => ({ origin: "set", values: parseAssignment(assignment) }) as const),
  ];
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
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw wrong(`something else (${(cause as Error).message})`, cause);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw wrong(Array.isArray(value) ? "an array" : JSON.stringify(value));
  }
  return value as PartialConfig;
}
