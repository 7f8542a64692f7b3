import type { Control, LensResult, Verdict } from "@ganlens/core";
import { expect, test } from "vitest";
import { answerLines } from "./answer-lines.ts";
import { controlWords } from "./control-words.ts";
import { verdictLines } from "./verdict-lines.ts";

const said = (level: Verdict["level"], headline: string, detail?: string): Verdict => ({
  id: headline.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-"),
  level,
  headline,
  ...(detail === undefined ? {} : { detail }),
});

const results: readonly Pick<LensResult, "verdicts">[] = [
  { verdicts: [said("good", "No copies were found."), said("note", "9 of 64 directions can be read.")] },
  {
    verdicts: [
      said("cannot tell", "Whether a class is missing cannot be told."),
      said("problem", "Half of the real images lie outside what it draws."),
    ],
  },
  { verdicts: [said("problem", "About seven times farther than fresh real ones are.")] },
];

test("all verdicts of all lenses, one line each, problems first, each with a mark and a word", () => {
  expect(verdictLines(results, { width: 80 })).toEqual([
    "",
    "✗ problem      Half of the real images lie outside what it draws.",
    "✗ problem      About seven times farther than fresh real ones are.",
    "? cannot tell  Whether a class is missing cannot be told.",
    "· note         9 of 64 directions can be read.",
    "✓ good         No copies were found.",
  ]);
  expect(verdictLines([{ verdicts: [] }], { width: 80 })).toEqual([]);
});

test.each([20, 34, 40, 80, 200])("at %d columns no line is wider, and no word is cut", (width) => {
  const lines = verdictLines(results, { width });
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
  const words = new Set(lines.join(" ").split(/\s+/));
  for (const { headline } of results.flatMap(({ verdicts }) => verdicts)) {
    for (const word of headline.split(" ")) expect(words).toContain(word);
  }
});

test("the levels differ without colour, which only adds to them", () => {
  const coloured = verdictLines(results, { width: 80, level: (level, text) => `<${level}>${text}</>` });
  expect(coloured[1]).toBe("<problem>✗ problem      </>Half of the real images lie outside what it draws.");
});

const control: Control = {
  id: "copies",
  kind: "spike-in",
  title: "5 % copies",
  draws: 1,
  found: 1,
  calibration: { found: 190, draws: 200, n: 2000 },
};

test.each([
  [{}, "5 % copies would have been seen (190 of 200 at about 2000 images; in this run 1 of 1)"],
  [
    { found: 0 },
    "5 % copies would have been seen (190 of 200 at about 2000 images; in this run only 0 of 1)",
  ],
  [
    { calibration: { found: 60, draws: 200, n: 500 } },
    "5 % copies would not have been seen reliably (60 of 200 at about 500 images; in this run 1 of 1)",
  ],
  [
    { draws: 0, found: 0 },
    "5 % copies would have been seen (190 of 200 at about 2000 images; not drawn in this run)",
  ],
  [
    { kind: "placebo" as const, title: "held-out real images" },
    "held-out real images would have been found clean (190 of 200 at about 2000 images; in this run 1 of 1)",
  ],
  [
    { found: null, draws: 0, reason: "there are no real images" },
    "5 % copies: no control possible here, because there are no real images",
  ],
])("a control with %j says what would have been seen", (changes, words) => {
  expect(controlWords({ ...control, ...changes })).toBe(words);
});

test("without a calibration a control says only what was seen", () => {
  const { calibration: _, ...drawn } = control;
  expect(controlWords(drawn)).toBe(
    "5 % copies was seen (in this run 1 of 1; how often was not measured yet)",
  );
  expect(controlWords({ ...drawn, found: 0 })).toContain("5 % copies was missed (in this run only 0 of 1;");
});

test("below, a lens has its question, the details, its answer, three measures, and its controls", () => {
  const measure = (name: string) => ({ name, value: 1, n: 5, better: "neither" }) as const;
  const lines = answerLines(
    {
      schemaVersion: 2,
      lens: "copies",
      question: "Does it copy?",
      answer: "No.",
      fingerprint: "f",
      step: null,
      effort: "quick",
      seed: 0,
      measures: ["one", "two", "three", "four"].map(measure),
      figures: [],
      evidence: [],
      artifacts: [],
      verdicts: [
        said("note", "A headline.", "What stands below it."),
        said("problem", "Another.", "Its detail."),
      ],
      controls: [control],
    },
    { width: 100 },
  );
  expect(lines).toEqual([
    "",
    "Does it copy?",
    "  ✗ Its detail.",
    "  · What stands below it.",
    "  No.",
    "  - one: 1 (n = 5)",
    "  - two: 1 (n = 5)",
    "  - three: 1 (n = 5)",
    "  - 5 % copies would have been seen (190 of 200 at about 2000 images; in this run 1 of 1)",
    "    (lens copies, quick effort; 4 measures in the report)",
  ]);
});
