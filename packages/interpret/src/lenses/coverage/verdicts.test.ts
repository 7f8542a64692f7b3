import { describe, expect, it } from "vitest";
import { cleanPlacebos, nullRowOf, spoken } from "../../testdata/judged-sentences.ts";
import type { GroupJudgement, GroupRatio } from "./group-ratios.ts";
import { className } from "./names.ts";
import { coverageVerdicts } from "./verdicts.ts";

const nullRow = nullRowOf("coverage", 2000);
const interval = { low: 0.1, high: 3, level: 0.95, method: "planted", resampled: "samples" } as const;
/** Groups of one tenth each: those with a ratio that is not 1 are beyond the margin. */
function judged(ratios: readonly number[], isUneven = ratios.some((ratio) => ratio !== 1)): GroupJudgement {
  const groups = ratios.map(
    (ratio, group): GroupRatio => ({
      group,
      ratio,
      interval,
      real: 0.1,
      chance: ratio === 1 ? 1 : 0.001,
      beyond: ratio === 1 ? undefined : ratio < 1 ? "few" : "many",
    }),
  );
  return {
    groups,
    beyond: groups.filter(({ beyond }) => beyond !== undefined),
    chance: isUneven ? 0.001 : 1,
    isUneven,
    n: 2000,
  };
}
const even = judged(new Array(20).fill(1));
const controls = cleanPlacebos("classes", "kinds");
const say = (
  given: Partial<Parameters<typeof coverageVerdicts>[0]>,
  rows = [nullRow("classes"), nullRow("kinds")],
) =>
  coverageVerdicts(
    {
      classes: even,
      kinds: even,
      reading: { accuracy: 0.93, labelled: 4000 },
      controls,
      nearCopies: { hits: 20, n: 2000 },
      effort: "quick",
      ...given,
    },
    (label) => `${label}`,
    rows,
  );
const words = (...given: Parameters<typeof say>) => spoken(say(...given));

describe("what is said", () => {
  it("is good where no group is beyond its margin, and says what it would not see", () => {
    expect(words({})).toEqual([
      "good: No class could be told to be drawn much too seldom or too often.",
      "good: No kind of real image could be told to be drawn too seldom or too often.",
    ]);
    expect(say({})[0]?.detail).toMatch(
      /2000 images, told by the nearest of 4000 labelled ones \(right in 93 %.*50 % of one class missing/,
    );
  });

  it.each([
    [0, "problem: It draws hardly any images of class 1."],
    [0.36, "problem: It draws about a third as many images of class 1 as it should."],
    [0.6, "note: It draws about three fifths as many images of class 1 as it should."],
    [1.6, "note: It draws about one and a half times as many images of class 1 as it should."],
    [2.2, "problem: It draws about twice as many images of class 1 as it should."],
    [4.1, "problem: It draws about four times as many images of class 1 as it should."],
    [30, "problem: It draws more than nine times as many images of class 1 as it should."],
  ])("names the strangest class, drawn %d times as often as it should be", (ratio, headline) => {
    expect(words({ classes: judged([1, ratio, 1]) })[0]).toBe(headline);
  });

  it("counts kinds, and says where they cannot be named", () => {
    expect(words({ kinds: judged([...new Array(18).fill(1), 0.3, 2]) })[1]).toBe(
      "note: At least 2 of 20 kinds of real images are drawn too seldom or too often.",
    );
    expect(words({ kinds: judged([0, 0, 0, 0, 3, ...new Array(15).fill(1)]) })[1]).toMatch(
      /^problem: At least 5 of 20/,
    );
    expect(words({ kinds: judged(new Array(20).fill(1), true) })[1]).toBe(
      "note: Some kinds of real images are drawn too seldom or too often; which, could not be told.",
    );
  });

  it("says nothing of the classes of images that are mostly unlike any real one", () => {
    const missing = judged([0, 1, 1]);
    expect(words({ classes: { ...missing, unlike: 0.4 } })[0]).toMatch(/^problem: It draws hardly any/);
    expect(words({ classes: { ...missing, unlike: 0.6 } })[0]).toBe(
      "cannot tell: Cannot tell whether it misses a class: most of its images are unlike any real one.",
    );
    expect(words({ kinds: judged([...new Array(19).fill(1), 0.3]) })[1]).toMatch(
      /At least 1 of 20 kinds of real images is/,
    );
  });

  it("is that it cannot be told where nothing was compared, or a control failed", () => {
    expect(words({ classes: { reason: "the real images are all of one class" } })[0]).toBe(
      "cannot tell: Cannot tell whether it misses a class.",
    );
    const failed = controls.map((each) => (each.id === "kinds-placebo" ? { ...each, found: 0 } : each));
    expect(words({ controls: failed })[1]).toBe(
      "cannot tell: Cannot tell whether it misses a kind of image: real images in its place raise an alarm.",
    );
    expect(words({ classes: undefined })).toHaveLength(1);
  });

  it("calls no group of hardly any real images the least drawn one", () => {
    const even = judged(new Array(20).fill(1));
    const stray = { ...(even.groups[3] as GroupRatio), ratio: 0.1, real: 0.003 };
    const groups = even.groups.map((group, i) => (i === 3 ? stray : group));
    expect(say({ kinds: { ...even, groups } })[1]?.detail).toMatch(/The least drawn one is drawn 1 \[/);
  });

  it("is no praise of copies, which cover what they are copies of", () => {
    const copied = { nearCopies: { hits: 200, n: 2000 } };
    expect(words(copied)).toEqual([
      "cannot tell: Cannot tell whether it misses a class: 10 % are as near to training images as copies.",
      "cannot tell: Cannot tell whether it misses a kind of image: 10 % are as near to training images as copies.",
    ]);
    expect(words({ ...copied, classes: judged([0, 1, 1]) })[0]).toMatch(/^problem: It draws hardly any/);
  });

  it("is nothing of which it is not known how often it is wrong", () => {
    expect(words({}, [nullRow("kinds")])).toHaveLength(1);
    expect(words({}, [])).toEqual([]);
  });

  it("is that it was not tried with so few or so many images, where it was with others", () => {
    const rows = [500, 2000].map((n) => nullRowOf("coverage", n)("kinds"));
    const of = (n: number) => say({ classes: undefined, kinds: { ...even, n } }, rows)[0];
    expect([of(250)?.level, of(4000)?.level]).toEqual(["good", "good"]);
    expect(of(249)).toMatchObject({
      level: "cannot tell",
      headline: "Cannot tell whether it misses a kind of image: this was not tried with so few images.",
      detail: expect.stringContaining("There are 249. How often it is wrong is known for 500 and 2000"),
    });
    expect(of(4001)?.headline).toMatch(/not tried with so many images/);
    const untold = rows.map((row) => ({ ...row, met: false }));
    expect(say({ classes: undefined, kinds: { ...even, n: 249 } }, untold)).toEqual([]);
  });
});

it("calls a class by its name where that is one, and by its number elsewhere", () => {
  const classes = ["7", "T-shirt", "north west", "<b>x</b>", "12 34", "a".repeat(40), ""];
  const subject = { real: { dataset: { classes } } } as never;
  expect(classes.map((_, label) => className(subject, label))).toEqual([
    "7",
    "T-shirt",
    "north west",
    "3",
    "4",
    "5",
    "6",
  ]);
  expect(className({}, 3)).toBe("3");
});
