import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import { type Lens, MemoryRunStore, type Subject } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { explain } from "./explain.ts";
import { lenses } from "./lenses/lenses.ts";
import { fields, plantedSubject, withinUnit } from "./testdata/planted-subject.ts";

beforeAll(async () => {
  await openBackend({ require: "wasm" });
  installKernels(tf);
  installGradients(tf);
});

const options = {
  distance: { historyCount: 100 },
  reconstruction: { code: 4, steps: 26 },
  compression: { steps: 26 },
  identifiability: { learnCount: 200, fitCount: 500, testCount: 250, jacobianPoints: 2, steps: 26 },
};
const subject = withinUnit(
  plantedSubject({
    size: 4,
    realRank: 4,
    count: 80,
    checkpoints: [0, 5],
    generate: ({ z }, checkpoint) => fields(z, checkpoint === 0 ? 1 : 4),
  }),
);
const ask = (lens: Lens, given: Subject, signal?: AbortSignal, store = new MemoryRunStore()) =>
  explain({ subject: given, lenses: [lens], options, store, ...(signal === undefined ? {} : { signal }) });

/** How many signs of life a lens gives when it is left alone. */
async function countOf(lens: Lens): Promise<number> {
  let count = 0;
  for await (const _ of ask(lens, subject)) count++;
  return count;
}

describe.each(lenses.map((lens) => [lens.id, lens] as const))("%s leaves no tensor behind", (_, lens) => {
  it("when it is left in the middle, or stopped, wherever that is", async () => {
    const count = await countOf(lens);
    const before = tf.memory().numTensors;
    for (const at of [2, count >> 1, count - 2]) {
      let seen = 0;
      for await (const _ of ask(lens, subject)) if (++seen === at) break;
      expect([at, seen, tf.memory().numTensors]).toEqual([at, at, before]);
    }
    for (const at of [1, (count + 2) >> 1]) {
      const controller = new AbortController();
      const stopped = (async () => {
        let heard = 0;
        for await (const _ of ask(lens, subject, controller.signal)) if (++heard === at) controller.abort();
      })();
      await expect(stopped).rejects.toMatchObject({ code: "cancelled" });
      expect([at, tf.memory().numTensors]).toEqual([at, before]);
    }
  });

  it("when the generator fails, or the folder cannot be written", async () => {
    const before = tf.memory().numTensors;
    for (const failing of [2]) {
      let calls = 0;
      const broken: Subject = {
        ...subject,
        generate: async (latents, at) => {
          if (++calls >= failing) throw new RangeError("planted");
          return subject.generate(latents, at);
        },
      };
      const run = (async () => {
        for await (const _ of ask(lens, broken));
      })();
      await expect(run).rejects.toThrow("planted");
      expect([failing, tf.memory().numTensors]).toEqual([failing, before]);
    }
    for (const folder of ["models", "lenses"]) {
      const store = new MemoryRunStore();
      const write = store.write.bind(store);
      store.write = async (path, bytes) => {
        if (path.startsWith(folder)) throw new RangeError("disk full");
        await write(path, bytes);
      };
      const run = (async () => {
        for await (const _ of ask(lens, subject, undefined, store));
      })();
      if (folder !== "models" || lens.id !== "distance") await expect(run).rejects.toThrow("disk full");
      else await run;
      expect([folder, tf.memory().numTensors]).toEqual([folder, before]);
    }
  });
});
