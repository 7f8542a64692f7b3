import type { LensResult, Measure } from "@ganlens/core";
import { expect, test } from "vitest";
import { answerLines } from "./answer-lines.ts";
import { measureWords } from "./measure-words.ts";

const share: Measure = {
  name: "share of copies",
  value: 0.12345,
  n: 500,
  interval: { low: 0.1111, high: 0.1345, level: 0.95, method: "bootstrap", resampled: "samples" },
  floor: { value: 0.02, n: 500, meaning: "held-out images" },
  control: { value: 0.9, meaning: "copies", expected: "higher", passed: true },
  better: "lower",
};

test("a measure says value, interval, floor and control, with the digits that the interval allows", () => {
  expect(measureWords(share)).toBe(
    "share of copies: 0.123 (95 % interval 0.111 to 0.135 over samples; floor 0.020; control 0.900 must be higher: passed)",
  );
});

test("counts have no fraction, big numbers plain spaces, and what was not computed says why", () => {
  const interval = { low: 3, high: 5, level: 0.95, method: "bootstrap", resampled: "seeds" } as const;
  const count: Measure = { name: "modes", value: 4, n: 9, interval, better: "neither" };
  expect(measureWords(count)).toBe("modes: 4 (95 % interval 3 to 5 over seeds)");
  expect(measureWords({ name: "images", value: 12345, unit: "images", n: 7, better: "neither" })).toBe(
    "images: 12 345 images (n = 7)",
  );
  expect(measureWords({ name: "x", value: null, reason: "no variance", n: 0, better: "higher" })).toBe(
    "x: not computed, no variance",
  );
});

test("an answer fits the width, and shows a failed control wherever its measure stands", () => {
  const failed: Measure = {
    ...share,
    name: "the last",
    control: { value: 0.9, meaning: "copies", expected: "higher", passed: false },
  };
  const result: LensResult = {
    schemaVersion: 2,
    fingerprint: "f",
    step: null,
    lens: "copies",
    question: "How many images are copies of images that it was trained on?",
    answer: "About one in eight, which is six times what held-out images score.",
    effort: "quick",
    seed: 0,
    measures: [...["one", "two", "three", "four"].map((name) => ({ ...share, name })), failed],
    figures: [],
    evidence: [],
    artifacts: [],
    verdicts: [],
    controls: [],
  };
  const lines = answerLines(result, { width: 40 });
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(40);
  const text = lines.join(" ").replaceAll(/\s+/g, " ");
  for (const part of [result.question, result.answer, "- one:", "- three:", "- the last:", "FAILED"]) {
    expect(text).toContain(part);
  }
  expect(text).not.toContain("- four:");
});
