import { type Lens, MemoryRunStore, type Subject } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { describe, expect, it } from "vitest";
import { explain } from "../explain.ts";
import { lenses } from "../lenses/lenses.ts";
import { fields, plantedSubject, withinUnit } from "./planted-subject.ts";

const options = {
  distance: { historyCount: 100 },
  reconstruction: { code: 4, steps: 26 },
  compression: { steps: 26 },
  memorisation: { count: 150, steps: 26 },
  coverage: { count: 150, steps: 26 },
  tell: { steps: 26 },
  usefulness: { count: 150, steps: 26 },
  identifiability: { learnCount: 200, fitCount: 500, testCount: 250, jacobianPoints: 2, steps: 26 },
};
const subject = withinUnit(
  plantedSubject({
    size: 4,
    realRank: 4,
    count: 420,
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

/** Leaves, stops and breaks each lens at some of its signs of life and writes, and counts tensors; `someOf(n)` picks from 1 … n. */
export function describeLeaks(someOf: (count: number) => readonly number[]): void {
  describe.each(lenses.map((lens) => [lens.id, lens] as const))("%s leaves no tensor behind", (_, lens) => {
    it("when it is left in the middle, or stopped, wherever that is", async () => {
      const count = await countOf(lens);
      const before = tf.memory().numTensors;
      for (const at of someOf(count)) {
        let seen = 0;
        for await (const _ of ask(lens, subject)) if (++seen === at) break;
        expect([at, seen, tf.memory().numTensors]).toEqual([at, at, before]);
      }
      // Behind its last sign of life a lens has nothing left to do but to answer, and "done" is said behind that.
      for (const at of someOf(count - 2)) {
        const controller = new AbortController();
        const stopped = (async () => {
          let heard = 0;
          for await (const _ of ask(lens, subject, controller.signal)) if (++heard === at) controller.abort();
        })();
        await expect(stopped).rejects.toMatchObject({ code: "cancelled" });
        expect([at, tf.memory().numTensors]).toEqual([at, before]);
      }
    });

    it("when any of its writes fails", async () => {
      const before = tf.memory().numTensors;
      /** Asks where the k-th write fails; gives how many there were. */
      const failAt = async (k: number): Promise<number> => {
        const store = new MemoryRunStore();
        const write = store.write.bind(store);
        let writes = 0;
        store.write = async (path, bytes) => {
          if (++writes === k) throw new RangeError("disk full");
          await write(path, bytes);
        };
        const run = (async () => {
          for await (const _ of ask(lens, subject, undefined, store));
        })();
        if (k === 0) await run;
        else await expect(run).rejects.toThrow("disk full");
        expect([k, tf.memory().numTensors]).toEqual([k, before]);
        expect((await store.list("lenses")).length > 0).toBe(k === 0);
        return writes;
      };
      const count = await failAt(0);
      for (const k of someOf(count)) await failAt(k);
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
}
