import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import {
  decodeTfEvents,
  evaluationSchema,
  listCheckpoints,
  loggedSteps,
  type MemoryRunStore,
  openCheckpoint,
} from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { groupOf, readTrainingState } from "../checkpoints/training-state.ts";
import type { PartialConfig } from "../config/config-layers.ts";
import { eventsOf, recordGan } from "./testdata/record-gan.ts";

beforeAll(async () => {
  await openBackend({ require: "wasm" });
  installKernels(tf);
  installGradients(tf);
});

const schedule = { totalSteps: 24, sampleEvery: 12, logEvery: 4, checkpointEvery: 0, snapshots: 0 };
const tiny: PartialConfig = {
  trainer: "gan",
  data: "digits-8x8",
  generator: { architecture: "mlp-generator", latent: 6, widths: [12] },
  discriminator: { architecture: "mlp-discriminator", widths: [12], dropout: 0.2 },
  batchSize: 16,
  samples: 10,
  schedule,
};
const beside = {
  autoencoder: { architecture: "dense-autoencoder", code: 4, widths: [16] },
  optimizer: { learningRate: 0.01 },
};

async function lines(store: MemoryRunStore, path: string): Promise<string> {
  return new TextDecoder().decode(await store.read(path));
}

describe("an autoencoder beside the generator", () => {
  it("changes no bit of the other two networks", async () => {
    const weights = async (values: PartialConfig) => {
      const { store } = await recordGan(values);
      const { read } = await openCheckpoint(store, schedule.totalSteps);
      const { arrays } = await readTrainingState(read);
      return ["generator", "discriminator", "average-generator", "autoencoder"].map((group) =>
        groupOf(arrays, group),
      );
    };
    const [alone, together] = [await weights(tiny), await weights({ ...tiny, beside })];
    expect(together.slice(0, 3)).toEqual(alone.slice(0, 3));
    expect(alone[3]?.size).toBe(0);
    expect(together[3]?.size).toBeGreaterThan(0);
  });

  it("learns what the generator makes, and its error is told", async () => {
    const { events, store } = await recordGan({
      ...tiny,
      beside,
      schedule: { ...schedule, totalSteps: 80 },
    });
    const errors = eventsOf(events, "step-end").map(({ parts }) => parts["autoencoder/error"] as number);
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(errors.slice(-10))).toBeLessThan(0.6 * mean(errors.slice(0, 10)));
    const { steps } = loggedSteps(await lines(store, "metrics.ndjson"));
    expect(steps.at(-1)?.parts["autoencoder/error"]).toBe(errors.at(-1));
    expect(Object.keys(steps.at(-1)?.losses ?? {})).toEqual(["generator", "discriminator", "autoencoder"]);
  });

  it("is refused where its code has several sizes", async () => {
    await expect(
      recordGan({ ...tiny, beside: { autoencoder: { architecture: "nested-autoencoder" } } }),
    ).rejects.toMatchObject({
      code: "config-invalid",
      message: expect.stringMatching(/^Setting "beside\.autoencoder".*nested-autoencoder/),
    });
    await expect(
      recordGan({ ...tiny, beside: { autoencoder: { architecture: "mlp-generator" } } }),
    ).rejects.toThrow(/^Setting "beside\.autoencoder\.architecture": expected an autoencoder/);
  });
});

describe("what is told of every step", () => {
  it("has the discriminator's error rates, and at logged steps the norms of gradients", async () => {
    const { events, store } = await recordGan(tiny);
    const steps = eventsOf(events, "step-end");
    for (const { step, parts } of steps) {
      const [real, fake] = [parts["discriminator/real-error"], parts["discriminator/fake-error"]] as number[];
      for (const rate of [real, fake]) {
        expect(rate).toBeGreaterThanOrEqual(0);
        expect(rate).toBeLessThanOrEqual(1);
      }
      // No score of real samples lies on the boundary itself.
      expect(parts["discriminator/real-sign"]).toBeCloseTo(1 - 2 * (real as number), 5);
      const isLogged = step === 1 || step % 4 === 0;
      expect("generator/gradient-norm" in parts).toBe(isLogged);
      expect("samples/spread" in parts).toBe(step % 12 === 0);
    }
    const logged = loggedSteps(await lines(store, "metrics.ndjson")).steps;
    expect(logged.map(({ step }) => step)).toEqual([1, 4, 8, 12, 16, 20, 24]);
    for (const { step, parts } of logged) expect(parts).toEqual(steps[step - 1]?.parts);
    const [file = ""] = (await store.list()).filter((path) => path.startsWith("events.out"));
    const tags = [...decodeTfEvents(await store.read(file))].flatMap((event) =>
      event.values.map((value) => value.tag),
    );
    expect(tags).toEqual(
      expect.arrayContaining(["loss/generator", "discriminator/real-error", "generator/gradient-norm"]),
    );
  });

  it("has no alarm but of a loss that is NaN, which run.json keeps", async () => {
    const { events, error, record } = await recordGan({
      ...tiny,
      optimizers: { generator: { learningRate: 1e20 }, discriminator: { learningRate: 1e20 } },
    });
    expect(error).toMatchObject({ code: "training-diverged" });
    const alarms = eventsOf(events, "health-alarm").filter(({ monitor }) => monitor === "not-finite");
    expect(alarms.length).toBeGreaterThan(0);
    expect(record.state).toBe("diverged");
    expect(record.training?.health).toEqual(
      eventsOf(events, "health-alarm").map(({ type: _, ...alarm }) => alarm),
    );
    expect((await recordGan(tiny)).record.training?.health).toBeUndefined();
  });
});

describe("evaluation while training", () => {
  const evaluated: PartialConfig = { ...tiny, evaluation: { every: 4, samples: 60 } };

  it("tells measures with floors, writes them down, and keeps the best checkpoint alone", async () => {
    const { events, store, record } = await recordGan(evaluated);
    const evaluations = eventsOf(events, "evaluation-ready");
    expect(evaluations.map(({ step }) => step)).toEqual([4, 8, 12, 16, 20, 24]);
    for (const { measures, samples, features, classes } of evaluations) {
      expect({ samples, features, classes }).toEqual({
        samples: 60,
        features: "PCA-64 of pixels",
        classes: null,
      });
      expect(Object.keys(measures)).toEqual([
        "frechet-distance",
        "precision",
        "recall",
        "density",
        "coverage",
      ]);
      expect(measures["frechet-distance"]?.value).toBeGreaterThan(measures["frechet-distance"]?.floor ?? 0);
      expect(measures.coverage?.value).toBeLessThan(measures.coverage?.floor ?? 0);
    }
    const written = (await lines(store, "evaluations.ndjson")).trim().split("\n");
    expect(written.map((line) => evaluationSchema.parse(JSON.parse(line)))).toEqual(
      evaluations.map(({ type: _, ...evaluation }) => evaluation),
    );
    const distances = evaluations.map(({ measures }) => measures["frechet-distance"]?.value as number);
    const least = Math.min(...distances);
    const best = { measure: "frechet-distance", step: 4 * (distances.indexOf(least) + 1), value: least };
    expect(record.training?.best).toEqual(best);
    expect(await listCheckpoints(store)).toEqual([...new Set([best.step, 24])]);
  });

  it("keeps a best step that lies before others", async () => {
    // A generator that is thrown off by its rate gets worse.
    const values = {
      ...evaluated,
      evaluation: { every: 4, samples: 60, best: "frechet-distance" },
      averageDecay: 0,
      optimizers: { generator: { learningRate: 0.3 } },
      // Each step that is best has a checkpoint that training could go on from, too.
      schedule: { ...schedule, checkpointEvery: 4 },
    };
    const { store, record, events } = await recordGan(values);
    const best = record.training?.best?.step as number;
    expect(best).toBeLessThan(24);
    expect(await listCheckpoints(store)).toEqual([best, 24]);
    const { manifest } = await openCheckpoint(store, best);
    expect(Object.keys(manifest.files).some((path) => path.startsWith("generator/"))).toBe(true);
    const saved = eventsOf(events, "checkpoint-saved").map(({ step }) => step);
    expect(saved).toContain(best);
  });

  it("is the same after a stop in between, to the last byte", async () => {
    const whole = await recordGan(evaluated);
    const parts = await recordGan(evaluated, { until: 10 });
    expect(parts.record).toMatchObject({
      state: "stopped",
      training: { best: { step: expect.any(Number) } },
    });
    await recordGan(evaluated, { store: parts.store, from: 10 });
    const files = async (store: MemoryRunStore) => {
      const paths = (await store.list()).filter((path) => /^(checkpoints|evaluations|samples)/.test(path));
      return Promise.all(paths.sort().map(async (path) => [path, await lines(store, path)]));
    };
    expect(await files(parts.store)).toEqual(await files(whole.store));
  });

  it("forgets what was measured after the checkpoint that it goes on from", async () => {
    const values = { ...evaluated, schedule: { ...schedule, checkpointEvery: 10 } };
    const first = await recordGan(values, { until: 10 });
    const later = `${JSON.stringify({ ...JSON.parse((await lines(first.store, "evaluations.ndjson")).split("\n")[0] as string), step: 12 })}\n`;
    await first.store.append("evaluations.ndjson", new TextEncoder().encode(`${later}{"step": 1`));
    const { store } = await recordGan(values, { store: first.store, from: 10 });
    const steps = (await lines(store, "evaluations.ndjson")).trim().split("\n");
    expect(steps.map((line) => JSON.parse(line).step)).toEqual([4, 8, 12, 16, 20, 24]);
  });

  it("ends early when nothing gets better, as finished, with a reason and a checkpoint", async () => {
    const values = {
      ...evaluated,
      evaluation: {
        every: 4,
        samples: 60,
        // Precision of an untrained generator is 0, and stays there.
        stopping: { measure: "precision", patience: 2, atLeast: 14 },
      },
      optimizers: { generator: { learningRate: 1e-9 } },
    };
    const { events, record, store } = await recordGan(values);
    const end = events.at(-1);
    const reason = "precision was best at step 4 with 0.000, and not better in 3 evaluations since";
    expect(end).toMatchObject({ type: "run-end", reason: "finished", step: 16, early: reason });
    expect(record).toMatchObject({ state: "finished", reason, training: { step: 16, totalSteps: 24 } });
    expect((await openCheckpoint(store, 16)).manifest.resumable).toBe(true);
    const again = await recordGan(values, { store, from: 16 });
    expect(eventsOf(again.events, "step-end")).toEqual([]);
    expect(again.events.at(-1)).toMatchObject({ reason: "finished", early: reason });
  });

  it.each([
    [{ samples: 5000 }, /"evaluation\.samples": expected at most \d+ for the \d+ samples of digits-8x8/],
    [{ samples: 60, features: "digit-classifier" }, /"evaluation\.features": expected images of 28 × 28 × 1/],
    [
      { samples: 60, best: "class-difference" },
      /"evaluation\.best": expected a measure that needs no classifier/,
    ],
  ])("refuses %o in words", async (evaluation, words) => {
    const { error } = await recordGan({ ...tiny, evaluation });
    expect(error).toMatchObject({ code: "config-invalid", message: expect.stringMatching(words) });
  });
});
