import { Random } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import type { Lesson } from "../../recognition/learning-curve.ts";
import type { Judge } from "./judge.ts";
import { shuffledAccuracy } from "./shuffled-accuracy.ts";

const lesson: Lesson = {
  hidden: { data: new Float64Array(400), shape: [400, 1] },
  labels: Int32Array.from({ length: 400 }, (_, i) => i % 10),
};
const tested = 500;
const chance = 0.1;
/** A judge whose accuracy is whatever it makes of a lesson's labels. */
const judgeBy = (accuracy: (labels: Int32Array) => number): Judge =>
  ({
    accuracy: ({ labels }: Lesson) => accuracy(labels as Int32Array),
    test: { labels: new Int32Array(tested) },
  }) as unknown as Judge;
const ask = (judge: Judge) => shuffledAccuracy(judge, { lesson, chance, random: Random.fromSeed(1) });
const atChance = ({ mean, error }: { mean: number; error: number }) => mean <= chance + 4 * error;

describe("accuracy after shuffled labels", () => {
  it("asks for another order each time, of the same labels", () => {
    const seen = new Set<string>();
    const { orders } = ask(
      judgeBy((labels) => {
        expect(Int32Array.from(labels).sort()).toEqual(Int32Array.from(lesson.labels as Int32Array).sort());
        seen.add(labels.join());
        return 0.1;
      }),
    );
    expect(orders).toBe(5);
    expect(seen.size).toBe(orders);
    expect(seen).not.toContain((lesson.labels as Int32Array).join());
  });

  it("is at chance though one order teaches something, and not where each does", () => {
    const lucky = [0.19, 0.06, 0.11, 0.08, 0.12];
    let i = 0;
    expect(atChance(ask(judgeBy(() => lucky[i++] as number)))).toBe(true);
    expect(atChance(ask(judgeBy(() => 0.19)))).toBe(false);
  });

  it("is no surer than guesses would be, where all orders come out alike", () => {
    expect(ask(judgeBy(() => 0.1)).error).toBeCloseTo(Math.sqrt((0.1 * 0.9) / tested / 5), 12);
  });
});
