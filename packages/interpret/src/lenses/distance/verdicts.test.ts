import { describe, expect, it } from "vitest";
import { gap, nullRow } from "../../testdata/distance-findings.ts";
import type { Judgement } from "./judge.ts";
import { distanceVerdicts } from "./verdicts.ts";

describe("what is said", () => {
  const judgement = (isFarther: boolean, isCopied: boolean): Judgement => ({
    gaps: [gap(1)],
    isFarther,
    isCopied,
    copies: {
      near: 20,
      knownNear: 4,
      n: 400,
      knownCount: 400,
      share: 0.04,
      pValue: isCopied ? 1e-4 : 0.5,
      scores: new Float64Array(400),
      sources: new Int32Array(400),
    },
    n: 400,
  });
  const controls = [
    { id: "gap-placebo", kind: "placebo", title: "", draws: 1, found: 1 },
    { id: "copies-placebo", kind: "placebo", title: "", draws: 1, found: 1 },
  ] as const;
  type Controls = Parameters<typeof distanceVerdicts>[0]["controls"];
  const failing = (id: string): Controls =>
    controls.map((each) => (each.id === id ? { ...each, found: 0 } : each));
  const verdictsOf = (
    given: Judgement,
    whole: ReturnType<typeof gap>,
    { rows = [nullRow("gap"), nullRow("copies")], foreign = false, of = controls as Controls } = {},
  ) =>
    distanceVerdicts(
      {
        judgement: given,
        whole,
        controls: of,
        unseen: true,
        foreign,
        known: "held-out real images",
        effort: "quick",
      },
      rows,
    );
  const say = (given: Judgement, ratio: number, options: Parameters<typeof verdictsOf>[2] = {}) =>
    verdictsOf(given, gap(ratio), options).map(({ level, headline }) => `${level}: ${headline}`);
  const detail = ({ isCopied = false, foreign = false }) =>
    verdictsOf(judgement(false, isCopied), gap(1), { foreign })[0]?.detail;

  it("is good only where copies were looked for and not found", () => {
    expect(say(judgement(false, false), 1)).toEqual([
      "good: As near to unseen real images as fresh real ones, as far as this lens could tell.",
    ]);
    for (const said of [
      say(judgement(false, true), 1),
      say(judgement(false, false), 1, { rows: [nullRow("gap")] }),
      say(judgement(false, false), 1, { foreign: true }),
      say(judgement(false, false), 1, { of: failing("copies-placebo") }),
    ]) {
      expect(said).toEqual([
        "note: As near to unseen real images as fresh real ones, as far as this lens could tell.",
      ]);
    }
  });

  it("is how many times farther, in words up to twelve", () => {
    expect(say(judgement(true, false), 7.2)).toEqual([
      "problem: About seven times farther from unseen real images than fresh real ones are.",
    ]);
    expect(say(judgement(true, false), 1.42)[0]).toMatch(/^note: About 1.4 times farther/);
  });

  it("says below what was found of copies, and what that does to a distance", () => {
    expect(detail({})).toMatch(/No exact copies were found .*: 20 of 400 images .*, 4 of 400 held-out real/);
    expect(detail({ isCopied: true })).toMatch(/Copies bring it nearer: 20 of 400/);
    expect(detail({ foreign: true })).toMatch(/it cannot be told here whether there are any/);
  });

  it("is not that they are as near where the interval says otherwise", () => {
    const slightly = { ...gap(1.15), interval: { ...gap(1.15).interval, low: 1.02 } };
    const [said] = verdictsOf(judgement(false, false), slightly);
    expect([said?.level, said?.headline.slice(0, 14)]).toEqual(["note", "Hardly farther"]);
  });

  it("is nothing where its own control failed, or nothing is known of how often it is wrong", () => {
    expect(say(judgement(false, false), 1, { of: failing("gap-placebo") })).toEqual([
      "cannot tell: Cannot tell how far its images are: real images in its place raise an alarm.",
    ]);
    expect(say(judgement(true, false), 7, { rows: [nullRow("copies")] })).toEqual([]);
  });
});
