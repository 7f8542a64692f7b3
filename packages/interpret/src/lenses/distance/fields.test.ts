import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { fields, plantedSubject } from "../../testdata/planted-subject.ts";
import { expectControls, measureOf, runLens } from "../../testdata/run-lens.ts";
import { distance } from "./distance.ts";

beforeAll(async () => {
  await openBackend({ require: "wasm" });
  installKernels(tf);
  installGradients(tf);
});

describe("distance of planted fields", () => {
  it("is at its floor for a perfect generator, and far above it for a poor one; noise is further still", async () => {
    const perfect = await runLens(
      distance,
      plantedSubject({ size: 12, realRank: 12, generate: ({ z }) => fields(z, 12), count: 1200 }),
      { historyCount: 100 },
    );
    const good = measureOf(perfect, /^Fréchet distance \[/);
    expect(good.value).toBeLessThan(1.6 * (good.floor?.value as number));
    expectControls(perfect, 1);
    const poor = await runLens(
      distance,
      plantedSubject({ size: 12, realRank: 12, generate: ({ z }) => fields(z, 2), count: 1200 }),
      { historyCount: 100 },
    );
    expect(measureOf(poor, /^Fréchet distance \[/).value).toBeGreaterThan(3 * (good.value as number));
  });

  it("answers for the smallest folders too, of which forty images are held out", async () => {
    const subject = plantedSubject({ size: 4, realRank: 4, generate: ({ z }) => fields(z, 4), count: 80 });
    const result = await runLens(distance, subject, { historyCount: 100 });
    expect(measureOf(result, /^Fréchet distance \[/).n).toBe(20);
  });

  it("says so when the generator is worse than noise", async () => {
    const result = await runLens(
      distance,
      plantedSubject({
        size: 12,
        realRank: 12,
        generate: ({ z }) => ({
          data: new Float32Array((z.shape[0] as number) * 64).fill(3),
          shape: [z.shape[0] as number, 8, 8, 1],
        }),
        count: 600,
      }),
      { historyCount: 100 },
    );
    expect(measureOf(result, /^Fréchet distance \[/).control?.passed).toBe(false);
  });

  it("shows how it fell over training", async () => {
    const subject = plantedSubject({
      size: 12,
      realRank: 12,
      count: 600,
      checkpoints: [0, 5, 10],
      generate: ({ z }, checkpoint) => fields(z, checkpoint === 0 ? 1 : checkpoint === 5 ? 4 : 12),
    });
    const result = await runLens(distance, subject, { historyCount: 200 });
    const line = result.figures.find(({ id }) => id === "distance-over-training");
    if (line?.kind !== "line") throw new Error("no curve");
    const values = line.series[0]?.points.map(({ y }) => y) ?? [];
    expect(values).toHaveLength(2);
    expect(values[1]).toBeLessThan(values[0] as number);
  });
});
