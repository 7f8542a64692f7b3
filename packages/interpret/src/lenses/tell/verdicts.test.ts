import { describe, expect, it } from "vitest";
import { properties } from "../../properties/properties.ts";
import type { PropertyDifference } from "../../properties/property-differences.ts";
import { cleanPlacebos, nullRowOf, spoken } from "../../testdata/judged-sentences.ts";
import type { ClassifierTest } from "./cross-fitted-classifier.ts";
import type { ApartJudgement, PlaceJudgement, PropertyJudgement } from "./judge.ts";
import type { PlaceDifference } from "./place-differences.ts";
import { tellVerdicts } from "./verdicts.ts";

const nullRow = nullRowOf("tell", 500);
function apart(accuracy = 0.5): ApartJudgement {
  const test: ClassifierTest = {
    n: 500,
    auc: accuracy,
    interval: [accuracy - 0.04, accuracy + 0.04],
    accuracy,
    pValue: accuracy > 0.55 ? 0.002 : 0.4,
    places: new Float64Array(500),
  };
  const none = { data: new Float32Array(), shape: [0, 0] };
  return {
    reading: { code: none, residual: none },
    both: test,
    code: test,
    residual: test,
    isApart: accuracy > 0.55,
  };
}
function differing(effects: Readonly<Record<string, number>> = {}, hasInk = true): PropertyJudgement {
  const differences = properties.map((property): PropertyDifference => {
    const effect = effects[property.id] ?? 0;
    return {
      property,
      effect,
      means: [0.4, 0.3],
      interval: [effect - 0.1, effect + 0.1],
      pValue: effect === 0 ? 1 : 0,
    };
  });
  const found = differences
    .filter(({ effect }) => effect !== 0)
    .sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect));
  return { n: 500, differences, found, named: found.find(({ property }) => property.named), hasInk };
}
function placed(effect = 0, standsOut = true): PlaceJudgement {
  const there: PlaceDifference = {
    words: "at the top left",
    effect,
    means: [0.4, 0.3],
    interval: [effect - 0.1, effect + 0.1],
    pValue: effect === 0 ? 1 : 0,
  };
  const found = effect === 0 ? [] : [there];
  return { n: 500, differences: Array(9).fill(there), found, most: standsOut ? found[0] : undefined };
}
const controls = cleanPlacebos("apart", "property", "place");
const say = (
  given: Partial<Parameters<typeof tellVerdicts>[0]>,
  rows = [nullRow("apart"), nullRow("property")],
) =>
  tellVerdicts(
    {
      apart: apart(),
      properties: differing(),
      places: placed(),
      controls,
      nearCopies: { hits: 5, n: 500 },
      known: "held-out real images",
      foreign: false,
      effort: "quick",
      ...given,
    },
    rows,
  );
const words = (...given: Parameters<typeof say>) => spoken(say(...given));

describe("what is said", () => {
  it("is good where neither was found, with what was looked at", () => {
    expect(words({})).toEqual([
      "good: A simple classifier could not tell them from real images.",
      "good: None of the measured properties gives them away.",
    ]);
    const [one, other] = say({});
    expect(one?.detail).toMatch(
      /500 generated ones against as many held-out real images\. AUC 0\.5 \[0\.46, 0\.54\]/,
    );
    expect(one?.detail).toMatch(/blur of 0\.5 px, power not measured yet/);
    expect(other?.detail).toMatch(/11 properties of 500 generated images .* stroke width/);
  });

  it("is how often a classifier is right, a note where that is seldom", () => {
    expect(words({ apart: apart(0.93) })[0]).toBe(
      "problem: They can be told from real images: a simple classifier is right about 93 % of the time.",
    );
    expect(words({ apart: apart(0.6) })[0]).toMatch(/^note: They can be told/);
  });

  it("is the property that differs most and which way, of those that may be named", () => {
    expect(words({ properties: differing({ "stroke-width": 2, sharpness: -0.7 }) })[1]).toBe(
      "problem: What differs most is the stroke width: they are thicker.",
    );
    const other = say({ properties: differing({ "fine-detail": 3, sharpness: -0.3 }) })[1];
    expect(`${other?.level}: ${other?.headline}`).toBe(
      "note: What differs most is the sharpness: they are more blurred.",
    );
    expect(words({ properties: differing({ ink: 3 }) })[1]).toMatch(/^note: They differ most .* nothing/);
  });

  it("is where they differ most, and which way", () => {
    const rows = [nullRow("place")];
    expect(words({ places: placed(-0.6) }, rows)).toEqual([
      "note: They differ most at the top left: on average they are darker there.",
    ]);
    expect(words({ places: placed(-0.6, false) }, rows)).toEqual([
      "note: They differ in brightness, and in no single part of the image most.",
    ]);
    expect(words({}, rows)).toEqual(["good: On average they are as bright as real images in every part."]);
  });

  it("fits into a headline for every property and both ways", () => {
    for (const { id, named } of properties) {
      for (const effect of [-1, 1]) {
        expect(words({ properties: differing({ [id]: effect }) })[1]).toMatch(
          named ? /^problem: What/ : /^note: They/,
        );
      }
    }
  });

  it("says what was left out, and where real images may be others than those that it learned", () => {
    expect(say({ properties: differing({}, false) })[1]?.detail).toMatch(/no flat background/);
    expect(say({ foreign: true })[0]?.detail).toMatch(/may not be those that it was trained on/);
  });

  it("is that it cannot be told where its own control failed", () => {
    const failed = controls.map((each) => (each.id === "apart-placebo" ? { ...each, found: 0 } : each));
    expect(words({ controls: failed, apart: apart(0.9) })).toEqual([
      "cannot tell: Cannot tell whether they can be told from real images: real images in its place raise an alarm.",
      "good: None of the measured properties gives them away.",
    ]);
  });

  it("is no praise of copies, which cannot be told from real images", () => {
    const copied = { nearCopies: { hits: 50, n: 500 } };
    expect(words(copied, [nullRow("apart")])).toEqual([
      "cannot tell: Cannot tell whether they can be told from real images: 10 % are as near to training images as copies.",
    ]);
    expect(words({ ...copied, apart: apart(0.9) }, [nullRow("apart")])[0]).toMatch(/^(note|problem): /);
  });

  it("is nothing of which it is not known how often it is wrong", () => {
    expect(words({}, [nullRow("property")])).toEqual([
      "good: None of the measured properties gives them away.",
    ]);
    expect(words({}, [])).toEqual([]);
  });
});
