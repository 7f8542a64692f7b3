import { ConfigInvalidError, type ConfigOrigin } from "@ganlens/core";

/** A part of a configuration, as plain JSON. */
export interface PartialConfig {
  readonly [key: string]: unknown;
}

/** One source of configuration values; later layers win. */
export interface ConfigLayer {
  readonly origin: ConfigOrigin;
  readonly values: PartialConfig;
}

/** All layers in one, and which layer each given value came from (by dotted key). */
export interface MergedConfig {
  readonly values: PartialConfig;
  readonly origin: Readonly<Record<string, ConfigOrigin>>;
}

/**
 * Puts layers over each other, objects key by key, everything else whole.
 *
 * A model whose `architecture` a layer changes starts anew: the settings of another architecture mean nothing to it.
 */
export function mergeLayers(layers: readonly ConfigLayer[]): MergedConfig {
  let values: PartialConfig = {};
  const origin: Record<string, ConfigOrigin> = {};
  for (const layer of layers) values = mergeObject(values, layer.values, "", layer.origin, origin);
  return { values, origin };
}

function mergeObject(
  below: PartialConfig,
  above: PartialConfig,
  path: string,
  from: ConfigOrigin,
  origin: Record<string, ConfigOrigin>,
): PartialConfig {
  const otherKind = (key: string) =>
    above[key] !== undefined && below[key] !== undefined && above[key] !== below[key];
  const startsAnew =
    otherKind("architecture") || (path === "data" && !Object.keys(above).some((key) => key in below));
  const merged: Record<string, unknown> = startsAnew ? {} : { ...below };
  if (startsAnew) for (const key of Object.keys(origin)) if (key.startsWith(`${path}.`)) delete origin[key];
  for (const [key, value] of Object.entries(above)) {
    if (value === undefined) continue;
    const here = path === "" ? key : `${path}.${key}`;
    if (isObject(value)) {
      const before = merged[key];
      merged[key] = mergeObject(isObject(before) ? before : {}, value, here, from, origin);
    } else {
      merged[key] = value;
      origin[here] = from;
    }
  }
  return merged;
}

/**
 * Reads `key.in.dots=value`; the value as JSON where it is JSON, else as text.
 *
 * @throws {ConfigInvalidError} when there is no key or no `=`
 */
export function parseAssignment(assignment: string): PartialConfig {
  const at = assignment.indexOf("=");
  const keys = assignment.slice(0, Math.max(at, 0)).split(".");
  if (at < 1 || keys.some((key) => !/^[A-Za-z][A-Za-z0-9]*$/.test(key))) {
    throw new ConfigInvalidError({
      message: `Expected key=value with a dotted key, received "${assignment}".`,
      hint: "For example: --set generator.width=16 --set schedule.totalSteps=500",
    });
  }
  const text = assignment.slice(at + 1);
  let value: unknown = text;
  try {
    value = JSON.parse(text);
  } catch {
    // Not JSON: a bare word is a string, so that names need no quotes.
  }
  return keys.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as PartialConfig;
}

export function isObject(value: unknown): value is PartialConfig {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
