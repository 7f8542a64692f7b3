import { distinctCount } from "@ganlens/metrics";
import { describe, expect, it } from "vitest";
import type { CopySearch } from "../../copies/copy-search.ts";
import { cleanPlacebos, nullRowOf, spoken } from "../../testdata/judged-sentences.ts";
import type { CopyJudgement, RepeatJudgement, SearchId } from "./judge.ts";
import { memorisationVerdicts } from "./verdicts.ts";

const nullRow = nullRowOf("memorisation", 2000);
const search = (share: number): CopySearch => ({
  near: 10 + 2000 * share,
  n: 2000,
  knownNear: 5,
  knownCount: 1000,
  share,
  pValue: share > 0 ? 1e-5 : 1,
  scores: new Float64Array(2000),
  sources: new Int32Array(2000),
});
function copies({ share = 0, id = "pixels" as SearchId, different = 2000 } = {}): CopyJudgement {
  const most = { id, found: search(share) };
  return {
    rows: Array.from({ length: different }, (_, i) => i),
    searches: [most],
    most,
    isCopied: share > 0,
  };
}
function repeats(different = 2000): RepeatJudgement {
  const of = (count: number) => ({
    n: 2000,
    different: count,
    share: (2000 - count) / 2000,
    drawn: distinctCount({ n: 2000, coincident: 2000 - count }),
    groups: [],
    firsts: [],
  });
  return { own: of(different), real: of(2000), pValue: 0.5, isRepeated: different < 2000 };
}
const controls = cleanPlacebos("copies", "repeats");
const say = (
  given: Partial<Parameters<typeof memorisationVerdicts>[0]>,
  rows = [nullRow("copies"), nullRow("repeats")],
) =>
  memorisationVerdicts(
    {
      copies: copies(),
      repeats: repeats(),
      controls,
      foreign: false,
      known: "held-out real images",
      areSeen: false,
      searched: 4000,
      overlap: { count: 0, n: 1000 },
      variance: 0.9,
      effort: "quick",
      ...given,
    },
    rows,
  );
const words = (...given: Parameters<typeof say>) => spoken(say(...given));

describe("what is said", () => {
  it("is good where neither was found, and says what is not looked for", () => {
    expect(words({})).toEqual([
      "good: No whole copies of training images were found.",
      "good: It does not draw the same images again.",
    ]);
    const [ofCopies, ofRepeats] = say({});
    expect(ofCopies?.detail).toMatch(
      /10 of 2000 different images .* one of 4000 training .* 5 of 1000 held-out.*a part of an image/,
    );
    expect(ofRepeats?.detail).toMatch(/0 of 2000 images .* there would be at least 670,000 different ones/);
  });

  it("is about how many are copies, and near-copies where only the code shows them", () => {
    expect(words({ copies: copies({ share: 0.04 }) })[0]).toBe(
      "problem: About 4.0 % of its images are copies of training images.",
    );
    expect(words({ copies: copies({ share: 0.12, id: "codes" }) })[0]).toBe(
      "problem: About 12 % of its images are near-copies of training images.",
    );
  });

  it("is how much repeats, or how few images there are", () => {
    expect(words({ repeats: repeats(1900) })[1]).toBe("note: About 5.0 % of its images repeat another one.");
    expect(words({ repeats: repeats(1600) })[1]).toBe(
      "problem: About 20 % of its images repeat another one.",
    );
    expect(words({ repeats: repeats(60) })[1]).toBe(
      "problem: It draws about 60 different images, again and again.",
    );
  });

  it("is that it cannot be told where training is not known, few images differ, or a control failed", () => {
    expect(words({ foreign: true })[0]).toMatch(/^cannot tell: .*what it was trained on is not known/);
    expect(words({ copies: copies({ different: 60 }) })[0]).toMatch(
      /^cannot tell: .*too few different images/,
    );
    expect(words({ copies: copies({ different: 60, share: 0.5 }) })[0]).toMatch(/^problem: About 50 %/);
    expect(words({ overlap: { count: 20, n: 1000 } })[0]).toMatch(
      /^cannot tell: .*nearly the same as training images\.$/,
    );
    expect(words({ overlap: { count: 20, n: 1000 }, copies: copies({ share: 0.5 }) })[0]).toMatch(/^problem/);
    const [few] = say({ overlap: { count: 3, n: 1000 } });
    expect([few?.level, few?.detail]).toEqual(["good", expect.stringContaining("3 of 1000 of those")]);
    expect(words({ variance: 0.05 })[1]).toBe(
      "cannot tell: Cannot tell whether it repeats itself: its images hardly vary.",
    );
    expect(words({ variance: 0.05, repeats: repeats(60) })[1]).toMatch(/^problem: It draws about 60/);
    const failed = controls.map((each) => (each.id === "repeats-placebo" ? { ...each, found: 0 } : each));
    expect(words({ controls: failed })).toEqual([
      "good: No whole copies of training images were found.",
      "cannot tell: Cannot tell whether it repeats itself: real images in its place raise an alarm.",
    ]);
  });

  it("says which copies are not looked for where it was trained on all real images", () => {
    expect(say({})[0]?.detail).not.toContain("held against");
    expect(say({ areSeen: true })[0]?.detail).toContain("nor copies of the 1000 that it is held against");
  });

  it("stands where copies were found, though planted ones were not; silence does not", () => {
    const missed = {
      id: "copies-exact-copies",
      kind: "spike-in",
      title: "copies",
      draws: 1,
      found: 0,
    } as const;
    const failed = [...controls, missed];
    expect(words({ controls: failed, copies: copies({ share: 0.5 }) })[0]).toMatch(/^problem: About 50 %/);
    expect(words({ controls: failed })[0]).toMatch(/^cannot tell: .*a planted fault was not seen/);
    const alarmed = controls.map((each) => (each.id === "copies-placebo" ? { ...each, found: 0 } : each));
    expect(words({ controls: alarmed, copies: copies({ share: 0.5 }) })[0]).toMatch(/^cannot tell/);
  });

  it("is nothing of which it is not known how often it is wrong", () => {
    expect(words({}, [nullRow("repeats")])).toEqual(["good: It does not draw the same images again."]);
    expect(words({}, [])).toEqual([]);
  });
});
