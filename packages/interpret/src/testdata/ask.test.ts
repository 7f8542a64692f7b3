import type { Lens, LensAnswer, LensProgress } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { ask } from "./ask.ts";
import { expectVerdict } from "./expect-verdict.ts";
import { fields, plantedSubject, withinUnit } from "./planted-subject.ts";
import { tinyLens } from "./tiny-lens.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

const subject = withinUnit(
  plantedSubject({ size: 2, realRank: 2, count: 20, generate: ({ z }) => fields(z, 2) }),
);

/** A lens that answers as it is told, with the steps it was given. */
const lensOf = (answer: Partial<LensAnswer>, before = () => {}): Lens<{ readonly steps: number }> => ({
  ...tinyLens,
  options: z.strictObject({ steps: z.int().default(1000) }),
  async *run(_subject, { steps }): AsyncGenerator<LensProgress, LensAnswer> {
    before();
    return { answer: `${steps} steps.`, measures: [], figures: [], evidence: [], ...answer };
  },
});

describe("ask", () => {
  it("gives a lens few steps unless told, and one without steps its own settings", async () => {
    expect((await ask(lensOf({}), subject)).answer).toBe("25 steps.");
    expect((await ask(lensOf({}), subject, { steps: 7 })).answer).toBe("7 steps.");
    const { answer, effort } = await ask(tinyLens, subject, { seed: 3, effort: "glance", ending: "finish" });
    expect([answer, effort]).toEqual(["Seed 3.", "glance"]);
    await expect(ask(tinyLens, subject, { ending: "never" })).rejects.toMatchObject({
      code: "config-invalid",
    });
  });

  it("finds out a file that is not there, a value that cannot be stored, and a tensor that stays", async () => {
    const evidence = [{ id: "a", claim: "a", file: "nowhere.npz" }];
    await expect(ask(lensOf({ evidence }), subject)).rejects.toThrow("nowhere.npz");
    const measures = [{ name: "a", value: Number.NaN, n: 1, better: "higher" as const }];
    await expect(ask(lensOf({ measures: measures as never }), subject)).rejects.toThrow();
    const kept: tf.Tensor[] = [];
    const leaking = lensOf({}, () => kept.push(tf.scalar(1)));
    await expect(ask(leaking, subject)).rejects.toThrow("expected");
    tf.dispose(kept);
  });
});

describe("expectVerdict", () => {
  it("wants the verdict, its level and its words", async () => {
    const verdicts = [{ id: "blank", level: "problem", headline: "Nothing is drawn." } as const];
    const result = await ask(lensOf({ verdicts }), subject);
    expect(expectVerdict(result, "blank", "problem")).toEqual(verdicts[0]);
    expectVerdict(result, "blank", "problem", /^Nothing/);
    expect(() => expectVerdict(result, "blank", "good")).toThrow();
    expect(() => expectVerdict(result, "blank", "problem", /^All/)).toThrow();
    expect(() => expectVerdict(result, "copies", "problem")).toThrow('a verdict "copies", received blank');
    expect(() => expectVerdict({}, "copies", "problem")).toThrow("received none");
  });
});
