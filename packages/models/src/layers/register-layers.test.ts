import { readdir } from "node:fs/promises";
import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { registerLayers } from "./register-layers.ts";

test("every layer of this folder is registered", async () => {
  registerLayers();
  const files = (await readdir(new URL(".", import.meta.url))).filter(
    (file) => file.endsWith(".ts") && !file.endsWith(".test.ts"),
  );
  const known = tf.serialization.SerializationMap.getMap().classNameMap;
  const found: string[] = [];
  for (const file of files) {
    const module = (await import(new URL(file, import.meta.url).href)) as Record<string, unknown>;
    for (const exported of Object.values(module)) {
      if (typeof exported !== "function" || !(exported.prototype instanceof tf.layers.Layer)) continue;
      if (!Object.hasOwn(exported, "className")) continue;
      const { className } = exported as unknown as { readonly className: string };
      expect(
        known[className]?.[0],
        `${className} in ${file} has no line in layers.ts or imported-layers.ts`,
      ).toBe(exported);
      found.push(className);
    }
  }
  expect(found.length).toBeGreaterThan(20);
});
