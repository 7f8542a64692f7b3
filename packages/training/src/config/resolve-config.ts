import { ConfigInvalidError, type ConfigOrigin, GanlensError, nearestName } from "@ganlens/core";
import { architectures, type ModelRole, parseModelSpec } from "@ganlens/models";
import { assertRateSchedule, type RateSchedule } from "../optimizers/rate-schedule.ts";
import { findTrainer, trainers } from "../trainers/trainers.ts";
import { configError } from "./config-error.ts";
import { type ConfigLayer, isObject, mergeLayers, type PartialConfig } from "./config-layers.ts";
import type { RunConfig } from "./run-config.ts";

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
  const { trainer } = merged.values;
  if (typeof trainer !== "string") {
    throw new ConfigInvalidError({
      message: `Expected "trainer" to be one of ${[...trainers.keys()].join(", ")}, received ${JSON.stringify(trainer)}.`,
      hint: "Start from a preset, or put trainer: gan into the configuration.",
    });
  }
  const { schema } = findTrainer(trainer);
  const parsed = schema.safeParse(merged.values);
  if (!parsed.success) throw configError(schema, parsed.error, merged.values);
  const shared = merged.values.shards === undefined ? withFullShards(parsed.data) : parsed.data;
  assertFullShards(shared);
  assertSchedule(shared);
  const config = withModelDefaults(shared);
  const origin = Object.fromEntries(leafKeys(config).map((key) => [key, originOf(key, merged.origin)]));
  return { config, origin };
}

/** Where nothing is said of shards, a batch that is too small for the usual number has fewer. */
function withFullShards(config: RunConfig): RunConfig {
  return { ...config, shards: Math.max(1, Math.min(config.shards, Math.floor(config.batchSize / 2))) };
}

/** @throws {ConfigInvalidError} when a shard would have less than two samples: statistics of one say nothing */
function assertFullShards({ batchSize, shards }: RunConfig): void {
  if (batchSize >= 2 * shards) return;
  throw new ConfigInvalidError({
    message: `Setting "shards": expected at least 2 samples in each shard of a batch, received ${shards} shards of ${batchSize} samples.`,
    hint: `Set shards=${Math.floor(batchSize / 2)}, or a batchSize of at least ${2 * shards}.`,
  });
}

/** @throws {ConfigInvalidError} when the learning rate cannot go on so in a run of so many steps */
function assertSchedule(config: RunConfig & { readonly rateSchedule?: RateSchedule }): void {
  const { rateSchedule, schedule } = config;
  if (rateSchedule !== undefined) assertRateSchedule(rateSchedule, schedule.totalSteps);
}

/** Every model specification in a configuration, checked by its architecture and with its defaults filled in. */
function withModelDefaults<C extends object>(config: C, path = ""): C {
  const entries = Object.entries(config).map(([key, value]) => {
    if (!isObject(value)) return [key, value];
    const place = `${path}${key}`;
    if (!isModelSpec(value)) return [key, withModelDefaults(value, `${place}.`)];
    const role = roles.find((each) => each === key);
    if (role !== undefined) assertRole(role, place, value);
    return [key, modelSpecAt(place, value)];
  });
  return Object.fromEntries(entries) as C;
}

function isModelSpec(value: PartialConfig): value is PartialConfig & { readonly architecture: string } {
  return typeof value.architecture === "string";
}

/** The keys of a configuration that hold a model are called as the part that it plays. */
const roles: readonly ModelRole[] = ["generator", "encoder", "discriminator", "autoencoder", "classifier"];

/** @throws {ConfigInvalidError} when a model stands where one of another kind belongs */
function assertRole(
  role: ModelRole,
  place: string,
  { architecture }: { readonly architecture: string },
): void {
  const found = architectures.get(architecture)?.role;
  if (found === undefined || found === role) return;
  const known = [...architectures.values()].filter((each) => each.role === role).map(({ id }) => id);
  const nearest = nearestName(architecture, known);
  throw new ConfigInvalidError({
    message: `Setting "${place}.architecture": expected ${article(role)}, received "${architecture}", which is ${article(found)}.`,
    hint: nearest === undefined ? `Known are: ${known.join(", ")}.` : `Did you mean "${nearest}"?`,
  });
}

const article = (role: ModelRole) => `${/^[ae]/.test(role) ? "an" : "a"} ${role}`;

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

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
