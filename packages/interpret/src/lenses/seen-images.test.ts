import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import { finish, type LensResult, MemoryRunStore, type Subject } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { explain } from "../explain.ts";
import { fields, plantedSubject, withinUnit } from "../testdata/planted-subject.ts";
import { lenses } from "./lenses.ts";

beforeAll(async () => {
  await openBackend({ require: "wasm" });
  installKernels(tf);
  installGradients(tf);
});

const planted = withinUnit(
  plantedSubject({
    size: 4,
    realRank: 4,
    count: 460,
    checkpoints: [0, 5],
    generate: ({ z }, checkpoint) => fields(z, checkpoint === 0 ? 1 : 3),
  }),
);
const withReal = (unseen: boolean): Subject => ({
  ...planted,
  real: {
    ...planted.real,
    unseen,
    heldOutWords: unseen ? "held-out real images" : "training images",
  },
});
const options = {
  distance: { historyCount: 100 },
  reconstruction: { code: 4, steps: 2 },
  compression: { steps: 2 },
  ...Object.fromEntries(
    ["memorisation", "coverage", "tell", "usefulness"].map((lens) => [lens, { count: 200, steps: 2 }]),
  ),
  identifiability: { learnCount: 200, fitCount: 500, testCount: 250, jacobianPoints: 2, steps: 2 },
};

/** All sentences and names of an answer that a person may read, and what a screen reader says of its tiles. */
const wordsOf = ({ answer, measures, figures, evidence, verdicts, controls }: LensResult): string =>
  JSON.stringify({
    answer,
    measures,
    figures,
    verdicts,
    controls,
    evidence: evidence.map(({ claim }) => claim),
  });

describe("images that a generator was trained on", () => {
  it("are called unseen or held-out by no lens", async () => {
    const results = await finish(
      explain({ subject: withReal(false), lenses, options, store: new MemoryRunStore() }),
    );
    expect(results.map(({ lens }) => lens)).toEqual(lenses.map(({ id }) => id));
    for (const result of results) {
      const words = wordsOf(result);
      expect(words.match(/.{60}(unseen|held[- ]out|not seen).{40}/gi) ?? []).toEqual([]);
    }
    const [distance, reconstruction, compression] = results.map(wordsOf) as [string, string, string];
    expect(distance).toContain("images that the generator was trained on");
    for (const words of [reconstruction, compression]) {
      expect(words).toContain("set-aside");
      expect(words).toContain("unknown to the autoencoders; the generator was trained on them");
    }
    expect(reconstruction).toContain("set-aside real ones");
  }, 180_000);

  it("are told from those that it has not seen, which are called so", async () => {
    const [, reconstruction, compression] = await finish(
      explain({ subject: withReal(true), lenses: lenses.slice(0, 3), options, store: new MemoryRunStore() }),
    );
    for (const result of [reconstruction, compression] as LensResult[]) {
      expect(wordsOf(result)).toContain("held-out");
      expect(wordsOf(result)).not.toContain("set-aside");
    }
    expect(reconstruction?.answer).toContain("held-out real ones");
  });
});
