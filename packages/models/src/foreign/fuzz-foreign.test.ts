import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { GanlensError, memoryFiles, Random } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import { openForeignModel, runnable } from "../index.ts";

type Tree = null | boolean | number | string | Tree[] | { [key: string]: Tree };

const folder = fileURLToPath(new URL("../../testdata/", import.meta.url));

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

/** Every place in a tree, as the object or array that holds it and the key there. */
function places(tree: Tree): [holder: Record<string, Tree>, key: string][] {
  if (typeof tree !== "object" || tree === null) return [];
  const holder = tree as Record<string, Tree>;
  return Object.keys(holder).flatMap((key) => [
    [holder, key] as [typeof holder, string],
    ...places(holder[key] as Tree),
  ]);
}

const strange: readonly Tree[] = [
  null,
  true,
  -1,
  0.5,
  1e6,
  1e9,
  1e300,
  "",
  "a",
  "constructor",
  "__proto__",
  "linear",
  [],
  {},
  [[]],
  [[["a", 0, 0, {}]]],
  { class_name: "Functional", config: {} },
  { class_name: "Dense", config: { units: 1e6 } },
];

test.each([
  "layers-model",
  "layers-model-uint8",
  "layers-model-keras-3-places",
  "graph-model",
  "graph-model-uint16",
])(
  "%s with one place of its description changed opens or is refused, in time and without a leak",
  async (name) => {
    const bytes = await readFile(`${folder}${name}/model.json`, "utf8");
    const whole = JSON.parse(bytes);
    const paths: string[] = whole.weightsManifest.flatMap(({ paths }: { paths: string[] }) => paths);
    const weights = await Promise.all(
      paths.map(async (path) => [path, new Uint8Array(await readFile(`${folder}${name}/${path}`))] as const),
    );
    const random = Random.fromSeed(1);
    const count = 60;
    const draws = random.uniform(count * 3);
    const { numTensors } = tf.memory();
    let opened = 0;
    for (let i = 0; i < count; i++) {
      const copy = structuredClone(whole);
      const all = places(copy);
      const pick = <T>(list: readonly T[], which: number) =>
        list[Math.floor((draws[i * 3 + which] as number) * list.length)] as T;
      const [holder, key] = pick(all, 0);
      const before = JSON.stringify(holder[key])?.slice(0, 60);
      if ((draws[i * 3 + 2] as number) < 0.2) delete holder[key];
      else holder[key] = pick(strange, 1);
      const what = `${key}: ${before} → ${JSON.stringify(holder[key])}`;
      const text = new TextEncoder().encode(JSON.stringify(copy));
      const files = memoryFiles(new Map([["model.json", text], ...weights]), {
        main: "model.json",
        location: "memory",
      });
      try {
        const foreign = await openForeignModel(files);
        opened++;
        const model = runnable(foreign);
        try {
          const given = foreign.inputs.map(({ shape, dtype }) =>
            tf.zeros(
              shape.map((side) => side ?? 1),
              dtype,
            ),
          );
          try {
            tf.dispose(model.predict(given));
          } finally {
            tf.dispose(given);
          }
        } finally {
          model.dispose();
        }
      } catch (error) {
        expect(
          GanlensError.isInstance(error),
          `${what}: ${error instanceof Error ? error.stack : error}`,
        ).toBe(true);
      }
      expect(tf.memory().numTensors, what).toBe(numTensors);
    }
    expect(opened).toBeGreaterThan(count / 20);
    expect(opened).toBeLessThan(count);
  },
);
