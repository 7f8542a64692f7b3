import { ConfigInvalidError, type ConfigOrigin, jsonProblem, parseShallowJson } from "@ganlens/core";

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
 * A model whose `architecture` a layer changes starts anew, and so does an optimizer by its `name` and a schedule by its `kind`: the
 * settings of another one mean nothing to it. What the same source has said stays, in whatever order it said it.
 *
 * @throws {ConfigInvalidError} for a key that JavaScript reserves (`__proto__`) at any depth, and for more than 100 levels
 */
export function mergeLayers(layers: readonly ConfigLayer[]): MergedConfig {
  let values: PartialConfig = {};
  const origin: Record<string, ConfigOrigin> = {};
  for (const layer of layers) {
    checkPlain(layer);
    values = mergeObject(values, layer.values, "", layer.origin, origin);
  }
  return { values, origin };
}

/** Merging recurses and puts values under their keys, so neither may surprise. */
function checkPlain({ origin, values }: ConfigLayer): void {
  const problem = jsonProblem(values);
  if (problem === undefined) return;
  throw new ConfigInvalidError({
    message: `Expected plain settings, but the layer "${origin}" ${problem}.`,
    hint: "Leave it out: no setting is called so or is that deep.",
  });
}

function mergeObject(
  below: PartialConfig,
  above: PartialConfig,
  path: string,
  from: ConfigOrigin,
  origin: Record<string, ConfigOrigin>,
): PartialConfig {
  const otherKind = (key: string, unsaid?: string) => {
    const before = below[key] ?? unsaid;
    return above[key] !== undefined && before !== undefined && above[key] !== before;
  };
  const otherData = path === "data" && !Object.keys(above).some((key) => key in below);
  const merged: Record<string, unknown> = { ...below };
  if (
    otherData ||
    otherKind("architecture") ||
    otherKind("kind") ||
    (/^optimizers?(\.|$)/.test(path) && otherKind("name", "adam"))
  ) {
    for (const key of Object.keys(merged)) {
      const here = `${path}.${key}`;
      if (!otherData && origin[here] === from) continue;
      delete merged[key];
      for (const each of Object.keys(origin)) {
        if (each === here || each.startsWith(`${here}.`)) delete origin[each];
      }
    }
  }
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
 * @throws {ConfigInvalidError} when there is no key or no `=`, or the value nests too deep or holds a reserved key
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
    value = parseShallowJson(text);
  } catch (cause) {
    if (cause instanceof RangeError) {
      throw new ConfigInvalidError({
        message: `Expected a plain value for ${keys.join(".")}. ${cause.message}.`,
        hint: "No setting is that deep.",
        cause,
      });
    }
    // Not JSON: a bare word is a string, so that names need no quotes.
  }
  const values = keys.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as PartialConfig;
  checkPlain({ origin: "set", values });
  return values;
}

export function isObject(value: unknown): value is PartialConfig {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
