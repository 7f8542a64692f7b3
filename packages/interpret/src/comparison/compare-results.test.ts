import type { LensResult, Measure } from "@ganlens/core";
import { expect, test } from "vitest";
import { compareResults } from "./compare-results.ts";

const measure = (name: string, value: number, half: number): Measure => ({
  name,
  value,
  n: 100,
  interval: { low: value - half, high: value + half, level: 0.95, method: "t", resampled: "samples" },
  better: "lower",
});
const result = (measures: readonly Measure[], changes: Partial<LensResult> = {}): LensResult => ({
  schemaVersion: 2,
  lens: "distance",
  question: "?",
  fingerprint: "f",
  step: null,
  answer: "!",
  effort: "quick",
  seed: 0,
  measures,
  figures: [],
  evidence: [],
  artifacts: [],
  verdicts: [],
  controls: [],
  ...changes,
});

test("ranks what is apart, and nothing inside the intervals", () => {
  const { measures, notes } = compareResults(
    [result([measure("near", 1, 0.1), measure("far", 1, 0.1), measure("alone", 1, 0.1)])],
    [result([measure("near", 1.15, 0.1), measure("far", 2, 0.1)])],
  );
  expect(notes).toEqual([]);
  expect(measures.map(({ first, better, apart }) => [first.name, better, apart])).toEqual([
    ["near", null, false],
    ["far", "first", true],
  ]);
});

test("gives the difference with the interval that both make", () => {
  const [far] = compareResults(
    [result([measure("far", 1, 0.3)])],
    [result([measure("far", 2, 0.4)])],
  ).measures;
  expect(far?.difference).toEqual({
    value: -1,
    low: expect.closeTo(-1.5, 10),
    high: expect.closeTo(-0.5, 10),
  });
});

test("lays what is said of both side by side, and what is said of one alone", () => {
  const said = (id: string, headline: string) => ({ id, level: "note", headline }) as const;
  const { verdicts } = compareResults(
    [result([], { verdicts: [said("gap", "About seven times farther."), said("copies", "No copies.")] })],
    [result([], { verdicts: [said("gap", "About three times farther.")] })],
  );
  expect(verdicts.map(({ id, first, second }) => [id, first?.headline, second?.headline])).toEqual([
    ["gap", "About seven times farther.", "About three times farther."],
    ["copies", "No copies.", undefined],
  ]);
});

test("lays nothing side by side that was asked otherwise", () => {
  const one = result([measure("far", 1, 0.1)]);
  for (const changes of [{ effort: "normal" }, { options: { steps: 3 } }] as const) {
    const { measures, notes } = compareResults([one], [result([measure("far", 2, 0.1)], changes)]);
    expect(measures).toEqual([]);
    expect(notes).toHaveLength(1);
  }
  const elsewhere = result([measure("far", 2, 0.1)], { against: { name: "x", sha256: "0" } });
  expect(compareResults([one], [elsewhere])).toEqual({ verdicts: [], measures: [], notes: [] });
});
