import { ConfigInvalidError, type LatentSpec, nearestName, unknownNameError } from "@ganlens/core";
import type * as z from "zod";
import type { Architecture } from "./architecture.ts";
import { architectures } from "./architectures.ts";
import type { ModelSpec } from "./model-spec.ts";

/**
 * The architecture that a specification names.
 *
 * @throws {ConfigInvalidError} when there is none of that name; the hint has the nearest known one
 */
export function architectureOf(spec: { readonly architecture: string }): Architecture<unknown> {
  const found = architectures.get(spec.architecture);
  if (found) return found;
  throw unknownNameError({ what: "architecture", name: spec.architecture, known: [...architectures.keys()] });
}

/** The keys that an object schema knows; none for any other schema. */
function knownKeys(schema: z.ZodType): string[] {
  return "shape" in schema && typeof schema.shape === "object" && schema.shape
    ? Object.keys(schema.shape)
    : [];
}

function refusal(
  architecture: Architecture<unknown>,
  issue: z.core.$ZodIssue | undefined,
): ConfigInvalidError {
  if (issue?.code === "unrecognized_keys") {
    const key = issue.keys[0] ?? "";
    const known = knownKeys(architecture.config);
    const nearest = nearestName(key, known);
    return new ConfigInvalidError({
      message: `Expected only settings of ${architecture.id}, received the unknown key "${key}".`,
      hint: nearest ? `Did you mean "${nearest}"?` : `Known keys are: ${known.join(", ")}.`,
    });
  }
  const path = issue?.path.join(".") ?? "";
  return new ConfigInvalidError({
    message: `${architecture.id}${path ? `.${path}` : ""}: ${issue?.message ?? "not a usable setting"}.`,
    hint: `Known keys are: ${knownKeys(architecture.config).join(", ")}.`,
  });
}

/**
 * A specification with every default filled in.
 *
 * @param spec untrusted: for example from a config file or a stored model
 * @throws {ConfigInvalidError} for an unknown architecture, an unknown key or a value of the wrong kind
 */
export function parseModelSpec(spec: unknown): ModelSpec {
  if (typeof spec !== "object" || spec === null || Array.isArray(spec)) {
    throw new ConfigInvalidError({
      message: `Expected a model specification, an object with an "architecture", received ${JSON.stringify(spec)}.`,
    });
  }
  const { architecture: id, ...settings } = spec as Record<string, unknown>;
  if (typeof id !== "string") {
    throw new ConfigInvalidError({
      message: `Expected "architecture" to be a name, received ${JSON.stringify(id)}.`,
      hint: `Known are: ${[...architectures.keys()].join(", ")}.`,
    });
  }
  const architecture = architectureOf({ architecture: id });
  const parsed = architecture.config.safeParse(settings);
  if (!parsed.success) throw refusal(architecture, parsed.error.issues[0]);
  return { ...(parsed.data as Record<string, unknown>), architecture: id };
}

/** The settings of a parsed specification without the architecture's name. */
export function configOf(spec: ModelSpec): unknown {
  const { architecture: _, ...config } = parseModelSpec(spec);
  return config;
}

/**
 * The bounds of what a model of this specification gives out, or undefined where it has none.
 *
 * @throws {ConfigInvalidError} as {@link parseModelSpec}
 */
export function outputRangeOf(spec: ModelSpec): readonly [number, number] | undefined {
  return architectureOf(spec).outputRange?.(configOf(spec));
}

/**
 * What a generator of this specification takes, or undefined for other kinds of model.
 *
 * @throws {ConfigInvalidError} as {@link parseModelSpec}
 */
export function latentOf(spec: ModelSpec): LatentSpec | undefined {
  return architectureOf(spec).latent?.(configOf(spec));
}
