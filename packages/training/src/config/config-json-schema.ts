import { architectures } from "@ganlens/models";
import * as z from "zod";
import { findTrainer, trainers } from "../trainers/trainers.ts";
import { modelSpecSchema } from "./model-spec-schema.ts";

/**
 * The JSON Schema (draft 2020-12) of configurations, for editors: of one trainer, or of all, told apart by `trainer`.
 *
 * A model may be any architecture with its own settings; whether it fits its place and the data is checked when a configuration is
 * resolved.
 *
 * @throws {ConfigInvalidError} when there is no trainer of that name
 */
export function configJsonSchema(trainer?: string): Readonly<Record<string, unknown>> {
  const asked = trainer === undefined ? [...trainers.values()] : [findTrainer(trainer)];
  const [first, ...rest] = asked.map(({ schema }) => schema) as [z.ZodType, ...z.ZodType[]];
  const schema = rest.length === 0 ? first : z.union([first, ...rest]);
  return z.toJSONSchema(schema, {
    io: "input",
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema !== (modelSpecSchema as unknown)) return;
      for (const key of Object.keys(jsonSchema)) delete (jsonSchema as Record<string, unknown>)[key];
      jsonSchema.anyOf = [...architectures.values()].map(({ id, description, config }) => ({
        description,
        ...withArchitecture(
          id,
          z.toJSONSchema(config, { io: "input", unrepresentable: "any" }) as Record<string, unknown>,
        ),
      })) as NonNullable<typeof jsonSchema.anyOf>;
    },
  }) as Readonly<Record<string, unknown>>;
}

/** The schema of an architecture's settings with its name among them. */
function withArchitecture(
  id: string,
  { $schema: _, ...schema }: Record<string, unknown>,
): Record<string, unknown> {
  const { properties = {}, required = [] } = schema as {
    properties?: Record<string, unknown>;
    required?: readonly string[];
  };
  return {
    ...schema,
    properties: { architecture: { const: id }, ...properties },
    required: ["architecture", ...required],
  };
}
