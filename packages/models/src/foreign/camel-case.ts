import type { Json } from "./parse-model-document.ts";

/** What TensorFlow.js makes of a key or a value of a stored model: `class_name` → `className`. */
function camelCase(text: string): string {
  return text.length <= 1 ? text : text.replace(/_+(\w|$)/g, (_, next: string) => next.toUpperCase());
}

const linkKeys: ReadonlySet<string> = new Set(["inboundNodes", "inputLayers", "outputLayers"]);

/**
 * A stored description of layers with its keys and values as TensorFlow.js reads them, names left as they are.
 *
 * The same is done once more when it is loaded, and changes nothing then; so what is checked is what will be built, however
 * the file spells it.
 *
 * @param tree at most some hundred levels deep
 */
export function toCamelCase(tree: Json, key?: string): Json {
  if (typeof tree === "string") return camelCase(tree);
  if (typeof tree !== "object" || tree === null) return tree;
  if (Array.isArray(tree)) {
    const names = key !== undefined && linkKeys.has(key);
    return tree.map((item, i) =>
      names && i === 0 && typeof item === "string" ? item : toCamelCase(item, key),
    );
  }
  const entries = Object.entries(tree as { readonly [key: string]: Json }).map(([given, value]) => {
    if (given === "name" && typeof value === "string") return [given, value] as const;
    const converted = camelCase(given);
    return [converted, toCamelCase(value, converted)] as const;
  });
  // Of two spellings of one key the later counts, here as there.
  return Object.fromEntries(entries);
}
