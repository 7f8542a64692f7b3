import * as z from "zod";

/** The schemas that a value may follow, with defaults, absence and alternatives taken apart. */
export function alternativesOf(schema: unknown): readonly z.ZodType[] {
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(alternativesOf);
  const inner = (schema as { def?: { innerType?: unknown } } | undefined)?.def?.innerType;
  if (inner !== undefined) return alternativesOf(inner);
  return schema instanceof z.ZodType ? [schema] : [];
}

/** The schemas that hold at a place below a schema: of an object's keys, a tuple's and an array's entries. */
export function schemasAt(schema: unknown, path: readonly PropertyKey[]): readonly z.ZodType[] {
  return path.reduce<readonly z.ZodType[]>(
    (here, key) => here.flatMap((each) => alternativesOf(childOf(each, key))),
    alternativesOf(schema),
  );
}

/** The objects that may stand at a place below a schema. */
export function objectsAt(schema: unknown, path: readonly PropertyKey[]): readonly z.ZodObject[] {
  return schemasAt(schema, path).filter((each) => each instanceof z.ZodObject);
}

/** The keys that any of the objects has. */
export function keysOf(objects: readonly z.ZodObject[]): readonly string[] {
  return [...new Set(objects.flatMap(({ shape }) => Object.keys(shape)))];
}

function childOf(schema: z.ZodType, key: PropertyKey): unknown {
  if (schema instanceof z.ZodObject) {
    return Object.hasOwn(schema.shape, key) ? Reflect.get(schema.shape, key) : undefined;
  }
  if (schema instanceof z.ZodTuple) return schema.def.items[Number(key)];
  return schema instanceof z.ZodArray ? schema.element : undefined;
}
