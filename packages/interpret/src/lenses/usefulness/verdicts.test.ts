import type { Control } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import type { Worth } from "../../recognition/worth.ts";
import { nullRowOf, spoken } from "../../testdata/judged-sentences.ts";
import { usefulnessAnswer } from "./answer.ts";
import { usefulnessVerdicts } from "./verdicts.ts";

const nullRow = nullRowOf("usefulness", 1500);
const interval = (low: number, high: number) =>
  ({ low, high, level: 0.95, method: "bootstrap", resampled: "samples" }) as const;
function worth(value: number, low: number, high: number): Worth {
  return {
    count: 2000,
    accuracy: 0.87,
    accuracyInterval: interval(0.84, 0.9),
    value,
    interval: interval(low, high),
    isAtMostFirst: value <= 10,
    isAtLeastAll: value >= 4000,
    isFewer: high < 2000,
  };
}
const controls: readonly Control[] = [
  { id: "worth-placebo", kind: "placebo", title: "real images", draws: 1, found: 1 },
  { id: "worth-wrong-labels", kind: "spike-in", title: "wrong labels", draws: 1, found: 1 },
];
const real = { learned: 4000, tested: 500, accuracy: 0.95 };
const say = (
  found: Worth,
  given: Partial<Parameters<typeof usefulnessVerdicts>[0]> = {},
  rows = [nullRow("worth"), nullRow("worth-taught")],
) =>
  usefulnessVerdicts(
    {
      statement: "worth",
      worth: found,
      controls,
      real,
      known: "held-out real images",
      effort: "quick",
      ...given,
    },
    rows,
  );
const words = (...given: Parameters<typeof say>) => spoken(say(...given)).join();

describe("what is said", () => {
  it("is the number of real images, a problem where it is a tenth of their own or less", () => {
    expect(words(worth(700, 400, 1100))).toBe(
      "note: Its images are worth about 700 real ones for learning to recognise what they show.",
    );
    expect(words(worth(154, 80, 250))).toMatch(/^problem: Its images are worth about 150 real ones/);
    expect(words(worth(10, 10, 10))).toMatch(/^problem: Its images are worth at most 10 real ones/);
    expect(say(worth(154, 80, 250))[0]?.detail).toMatch(
      /recognises 87 % of 500 held-out real images; all 4000 real training images teach it 95 %\. That is as much as about 150 \[80, 250\] real ones teach it\./,
    );
  });

  it("is that nothing worse was found where the interval reaches their number, and not from far below", () => {
    expect(words(worth(1500, 800, 4000))).toBe(
      "good: Its images were not found to teach recognition worse than an equal number of real ones.",
    );
    expect(say(worth(1500, 800, 4000))[0]?.detail).toMatch(/about 1500 \[800, all 4000 or more\] real ones/);
    expect(words(worth(900, 300, 2500))).toBe(
      "cannot tell: Cannot tell what its images are worth for learning: 500 test images are too few.",
    );
  });

  it("is no praise of copies, and the same of others", () => {
    expect(words(worth(1500, 800, 4000), { nearCopies: { hits: 1900, n: 2000 } })).toBe(
      "cannot tell: Cannot tell what its images are worth for learning: 95 % are as near to training images as copies.",
    );
    expect(words(worth(1500, 800, 4000), { nearCopies: { hits: 100, n: 2000 } })).toMatch(
      /^cannot tell: .* 5(\.0)? % are as near/,
    );
    // Real images: one in a hundred, or twice as many by chance.
    expect(words(worth(1500, 800, 4000), { nearCopies: { hits: 40, n: 2000 } })).toMatch(/^good/);
    expect(words(worth(700, 400, 1100), { nearCopies: { hits: 1900, n: 2000 } })).toMatch(/^note/);
  });

  it("names who gave the classes where none were asked for", () => {
    expect(words(worth(700, 400, 1100), { statement: "worth-taught" })).toMatch(
      /^note: Labelled by a recogniser, its images are worth about 700 real ones/,
    );
    expect(say(worth(1500, 800, 4000), { statement: "worth-taught" })[0]?.detail).toMatch(
      /recognisers of real images gave them, and in the same way those of the real images/,
    );
  });

  it("is that it cannot be told where a control failed", () => {
    const failed = (at: number) => controls.map((each, i) => (i === at ? { ...each, found: 0 } : each));
    expect(words(worth(154, 80, 250), { controls: failed(0) })).toMatch(
      /^cannot tell: .*real images in its place raise an alarm/,
    );
    expect(words(worth(1500, 800, 4000), { controls: failed(1) })).toMatch(
      /^cannot tell: .*a planted fault was not seen/,
    );
    // What was found all the same is found.
    expect(words(worth(154, 80, 250), { controls: failed(1) })).toMatch(/^problem: /);
  });

  it("is nothing of which it is not known how often it is wrong", () => {
    expect(words(worth(154, 80, 250), {}, [nullRow("worth-taught")])).toBe("");
    expect(words(worth(154, 80, 250), {}, [{ ...nullRow("worth"), draws: 30 }])).toBe("");
  });

  it("keeps to sixty words in the answer", () => {
    const answer = usefulnessAnswer({
      recognition: { real, worth: worth(154, 80, 250), taught: true },
      anomaly: {
        corruptions: { generated: 5, real: 6, of: 12 },
        otherData: { generated: 2, real: 3, of: 3 },
      },
    });
    expect(answer.split(/\s+/).length).toBeLessThanOrEqual(60);
  });
});
