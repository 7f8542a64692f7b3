import { describe, expect, it } from "vitest";
import { gap, nullRow } from "../../testdata/distance-findings.ts";
import type { Judgement } from "./judge.ts";
import { distanceVerdicts } from "./verdicts.ts";

describe("what is said", () => {
  const judgement = (isFarther: boolean, isCopied: boolean): Judgement => ({
    gaps: [gap(1)],
    isFarther,
    isCopied,
    copies: { near: 20, knownNear: 4, n: 400, share: 0.04, pValue: isCopied ? 1e-4 : 0.5 },
    n: 400,
  });
  const controls = [
    { id: "gap-placebo", kind: "placebo", title: "", draws: 1, found: 1 },
    { id: "copies-placebo", kind: "placebo", title: "", draws: 1, found: 1 },
  ] as const;
  const say = (
    given: Judgement,
    ratio: number,
    {
      rows = [nullRow("gap"), nullRow("copies")],
      foreign = false,
      of = controls as Parameters<typeof distanceVerdicts>[0]["controls"],
    } = {},
  ) =>
    distanceVerdicts(
      {
        judgement: given,
        whole: gap(ratio),
        controls: of,
        unseen: true,
        foreign,
        known: "held-out real images",
        effort: "quick",
      },
      rows,
    ).map(({ level, headline }) => `${level}: ${headline}`);

  it("is good only where copies were looked for and not found", () => {
    expect(say(judgement(false, false), 1)).toEqual([
      "good: No exact copies of training images were found.",
      "good: As near to unseen real images as fresh real ones, as far as this lens could tell.",
    ]);
    expect(say(judgement(false, true), 1)).toEqual([
      "problem: About 4.0 % of its images are copies of training images.",
      "note: As near to unseen real images as fresh real ones, as far as this lens could tell.",
    ]);
    expect(say(judgement(false, false), 1, { rows: [nullRow("gap")] })[0]).toMatch(/^note: As near/);
  });

  it("is how many times farther, in words up to twelve", () => {
    expect(say(judgement(true, false), 7.2)[1]).toBe(
      "problem: About seven times farther from unseen real images than fresh real ones are.",
    );
    expect(say(judgement(true, false), 1.42)[1]).toMatch(/^note: About 1.4 times farther/);
  });

  it("is nothing of copies where it is not known what was trained on", () => {
    expect(say(judgement(false, false), 1, { foreign: true })).toEqual([
      "cannot tell: Cannot tell whether it copies: what it was trained on is not known.",
      "note: As near to unseen real images as fresh real ones, as far as this lens could tell.",
    ]);
  });

  it("is not that they are as near where the interval says otherwise", () => {
    const slightly = { ...gap(1.15), interval: { ...gap(1.15).interval, low: 1.02 } };
    const [, said] = distanceVerdicts(
      {
        judgement: judgement(false, false),
        whole: slightly,
        controls,
        unseen: true,
        foreign: false,
        known: "held-out real images",
        effort: "quick",
      },
      [nullRow("gap"), nullRow("copies")],
    );
    expect(said?.headline).toMatch(/^Hardly farther/);
    expect(said?.level).toBe("note");
  });

  it("is nothing where a control failed: each statement falls by its own", () => {
    const failed = controls.map((each) => (each.id === "copies-placebo" ? { ...each, found: 0 } : each));
    expect(say(judgement(false, false), 1, { of: failed })).toEqual([
      "cannot tell: Cannot tell whether it copies: real images in its place raise an alarm.",
      "note: As near to unseen real images as fresh real ones, as far as this lens could tell.",
    ]);
  });
});
