import { ConfigInvalidError, type ConfigOrigin, GanlensError, nearestName } from "@ganlens/core";
import { parseModelSpec } from "@ganlens/models";
import * as z from "zod";
import { type ConfigLayer, isObject, mergeLayers, type PartialConfig } from "./config-layers.ts";
import { type RunConfig, runConfigSchemas, trainerSchema } from "./run-config.ts";

/** A complete configuration, and where each value came from. */
export interface ResolvedConfig {
  readonly config: RunConfig;
  /** Dotted key → origin, for every value. */
  readonly origin: Readonly<Record<string, ConfigOrigin>>;
}

/**
 * Fills in defaults and checks everything.
 *
 * @param layers from the weakest to the strongest: preset, file, `--set`
 * @throws {ConfigInvalidError} for an unknown key (with the nearest known one), a value of the wrong type or out of range
 */
export function resolveConfig(layers: readonly ConfigLayer[]): ResolvedConfig {
  const merged = mergeLayers(layers);
  const trainer = trainerSchema.safeParse(merged.values.trainer);
  if (!trainer.success) {
    throw new ConfigInvalidError({
      message: `Expected "trainer" to be gan, autoencoder or classifier, received ${JSON.stringify(merged.values.trainer)}.`,
      hint: "Start from a preset, or put trainer: gan into the configuration.",
    });
  }
  const schema = runConfigSchemas[trainer.data];
  const parsed = schema.safeParse(merged.values);
  if (!parsed.success) throw configError(schema, parsed.error, merged.values);
  const config = withModelDefaults(parsed.data);
  const origin = Object.fromEntries(leafKeys(config).map((key) => [key, originOf(key, merged.origin)]));
  return { config, origin };
}

/** Every model specification in a configuration, checked by its architecture and with its defaults filled in. */
function withModelDefaults(config: RunConfig): RunConfig {
  const entries = Object.entries(config).map(([key, value]) => [
    key,
    isObject(value) && "architecture" in value ? modelSpecAt(key, value) : value,
  ]);
  return Object.fromEntries(entries) as RunConfig;
}

/** A model's own complaint, with the place in the configuration put before it. */
function modelSpecAt(key: string, value: PartialConfig) {
  try {
    return parseModelSpec(value);
  } catch (cause) {
    if (!GanlensError.isInstance(cause)) throw cause;
    throw new ConfigInvalidError({
      message: `Setting "${key}": ${lowerFirst(cause.message)}`,
      ...(cause.hint === undefined ? {} : { hint: cause.hint }),
      cause,
    });
  }
}

function originOf(key: string, given: Readonly<Record<string, ConfigOrigin>>): ConfigOrigin {
  return given[key] ?? "default";
}

/** Dotted keys of all values that are not objects. */
function leafKeys(value: unknown, path = ""): readonly string[] {
  if (!isObject(value)) return [path];
  return Object.entries(value).flatMap(([key, inner]) =>
    leafKeys(inner, path === "" ? key : `${path}.${key}`),
  );
}

function configError(schema: z.ZodType, error: z.ZodError, values: PartialConfig): ConfigInvalidError {
  const issue = error.issues[0];
  const path = issue?.path.join(".") ?? "";
  if (issue?.code === "unrecognized_keys") {
    const key = issue.keys[0] ?? "";
    const known = knownKeys(schema, issue.path.map(String));
    const nearest = nearestName(key, known);
    const full = path === "" ? key : `${path}.${key}`;
    return new ConfigInvalidError({
      message: `Expected only known settings, received the unknown key "${full}".`,
      hint:
        nearest === undefined
          ? `Known keys here: ${known.join(", ")}.`
          : `Did you mean "${path === "" ? nearest : `${path}.${nearest}`}"?`,
      cause: error,
    });
  }
  const received = issue?.path.reduce<unknown>(
    (inner, key) => (isObject(inner) ? inner[String(key)] : undefined),
    values,
  );
  return new ConfigInvalidError({
    message: `Setting "${path}": ${lowerFirst(issue?.message ?? "not usable")}; received ${JSON.stringify(received)}.`,
    hint: "See the configuration of a preset in its run.json for an example.",
    cause: error,
  });
}

/** The keys of the object schema at a path, through defaults. */
function knownKeys(schema: z.ZodType, path: readonly string[]): readonly string[] {
  let current: unknown = schema;
  const unwrapped = (value: unknown): unknown => {
    const inner = (value as { def?: { innerType?: unknown } }).def?.innerType;
    return inner === undefined ? value : unwrapped(inner);
  };
  for (const key of path) {
    const object = unwrapped(current);
    current = object instanceof z.ZodObject ? (object.shape as Record<string, unknown>)[key] : undefined;
  }
  const object = unwrapped(current);
  return object instanceof z.ZodObject ? Object.keys(object.shape) : [];
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
