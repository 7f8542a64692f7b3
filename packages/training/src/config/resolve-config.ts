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
  const [first] = error.issues;
  const issue = first === undefined ? undefined : closestIssue(first);
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
    (inner, key) => (isObject(inner) || Array.isArray(inner) ? Reflect.get(inner, key) : undefined),
    values,
  );
  return new ConfigInvalidError({
    message: `Setting "${path}": ${lowerFirst(issue?.message ?? "not usable")}; received ${JSON.stringify(received)}.`,
    hint: "See the configuration of a preset in its run.json for an example.",
    cause: error,
  });
}

/** Where a value may be one of several, what is wrong with the one that it comes closest to: the place furthest inside. */
function closestIssue(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== "invalid_union") return issue;
  let closest: z.core.$ZodIssue = issue;
  for (const inner of issue.errors.flat()) {
    const found = closestIssue({ ...inner, path: [...issue.path, ...inner.path] });
    const further = found.path.length - closest.path.length;
    // Of equally deep ones, a key that is not known says more than one that is missing.
    if (further > 0 || (further === 0 && closest !== issue && found.code === "unrecognized_keys"))
      closest = found;
  }
  return closest;
}

/** The keys of the object schemas at a path, through defaults and alternatives. */
function knownKeys(schema: z.ZodType, path: readonly string[]): readonly string[] {
  let here = objectsOf(schema);
  for (const key of path) here = here.flatMap((shape) => objectsOf(shape[key]));
  return [...new Set(here.flatMap((shape) => Object.keys(shape)))];
}

/** The shapes of all objects that a schema allows. */
function objectsOf(schema: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (schema instanceof z.ZodObject) return [schema.shape as Record<string, unknown>];
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(objectsOf);
  const inner = (schema as { def?: { innerType?: unknown } } | undefined)?.def?.innerType;
  return inner === undefined ? [] : objectsOf(inner);
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
