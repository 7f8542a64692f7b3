import { finish, type LensResult, type NdArray, Random } from "@ganlens/core";
import { explain, findFault, findLens } from "@ganlens/interpret";
import type { Condition, Experiment, Found } from "../experiment.ts";
import { dividedDigits } from "./divided-digits.ts";

/** The lens looks at as many images as half of the 1,000 that are held out. */
const n = 500;
const division = { suspects: n, train: 3500 };
/** The lens raises an alarm at this chance; a property must differ by at least a fifth of a spread, too. */
const alarm = 0.01;
const leastEffect = 0.2;
/** Properties that the lens shows and never names. */
const unnamed: readonly string[] = ["amount of ink", "finest detail"];
/** One of them that differs by so many times as much leaves nothing to name. */
const farMore = 2;
/** A place is named where it differs by so many times as much as every other one. */
const standsOut = 2;

const named: Condition["kind"] = {
  apart: "power",
  property: "power",
  "wrong-property": "null",
  "wrong-place": "null",
};

const planted: readonly (readonly [
  fault: string,
  strength: number,
  kind: Condition["kind"],
  /** What must be named: one of these. */
  names: readonly string[],
  limit?: string,
])[] = [
  ["dilation", 1, { ...named, "apart-spike-in": "power" }, ["stroke width"]],
  ["fading", 0.2, { ...named, "property-spike-in": "power" }, ["contrast"]],
  ["blur", 0.5, named, ["sharpness"]],
  ["shift", 1, named, ["position", "height of their position"]],
  ["checkerboard", 0.1, named, ["checkerboard pattern"]],
  ["slanted", 0.3, named, ["slant"]],
  ["noise", 0.1, named, ["noise in flat areas"]],
  ["noise", 0.05, named, ["noise in flat areas"]],
  ["checkerboard", 0.05, named, ["checkerboard pattern"]],
  ["slanted", 0.2, named, ["slant"]],
  ["blur", 1, named, ["sharpness"]],
  ["block-lost", 1, { apart: "power", place: "power", "wrong-place": "null", "place-spike-in": "power" }, []],
  ["few-images", 60, { apart: "power" }, []],
  ["class-missing", 1, { apart: "power" }, [], "one class of ten missing is not surely told from 500 images"],
];

/** How often the sentences of the lens `tell` are said of digits whose truth is known, the lens run as it is shipped. */
export const tellVerdicts: Experiment = {
  name: "tell-verdicts",
  version: 1,
  description:
    "How often the lens `tell` says that images can be told from real ones, and names the property or place that was changed (`wrong-property`, `wrong-place`: another one), at effort quick: mnist-5k, all 5,000 images divided anew in each draw into 500 that stand for a generator's samples, 3,500 training images and 1,000 held out; draws of one number have one division in all conditions.",
  conditions: [
    {
      id: "null",
      title: "real images that the other side does not hold",
      draws: 200,
      kind: {
        apart: "null",
        property: "null",
        place: "null",
        "apart-placebo": "null",
        "property-placebo": "null",
        "place-placebo": "null",
      },
      setting: { lens: "tell", effort: "quick", n },
    },
    ...planted.map(
      ([fault, strength, kind, , limit]): Condition => ({
        id: `${fault}-${strength}`,
        title: `the same, ${findFault(fault).title(strength)}`,
        draws: 40,
        kind,
        setting: { lens: "tell", effort: "quick", n, fault, strength },
        ...(limit === undefined ? {} : { limit }),
      }),
    ),
  ],
  async draw({ id, setting }, draw, { random, seed, signal, shared }) {
    const fault = setting?.fault === undefined ? undefined : findFault(setting.fault);
    let part: string | undefined;
    const subject = await dividedDigits({
      division,
      // One division for all conditions, so that its autoencoder is fitted once.
      random: Random.fromSeed(seed).split("tell"),
      fingerprint: `${id}/${draw}`,
      plant: (clean) => {
        if (fault === undefined) return clean.images;
        const images = fault.plant({ ...clean, random: random.split("fault") }, setting?.strength ?? 0);
        if (fault.id === "block-lost") part = changedPart(clean.images, images);
        return images;
      },
    });
    const lenses = [findLens("tell")];
    const [result] = await finish(explain({ subject, lenses, store: shared, seed, signal, replace: true }));
    const names = planted.find(([of, strength]) => `${of}-${strength}` === id)?.[3];
    return alarmsOf(result as LensResult, { names, part });
  },
};

/** Whether each sentence would be said, of the images and of what stands in their place. */
function alarmsOf(
  { measures, controls }: LensResult,
  { names, part }: { readonly names: readonly string[] | undefined; readonly part: string | undefined },
): Found {
  const valueNamed = (name: string): number =>
    measures.find((each) => each.name === name)?.value ?? Number.NaN;
  const heldAs = (id: string) => controls.find((control) => control.id === id)?.found;
  const found = measures
    .flatMap(({ name }) => (name.startsWith("difference in ") ? [name.slice("difference in ".length)] : []))
    .map((name) => ({
      name,
      effect: Math.abs(valueNamed(`difference in ${name}`)),
      chance: valueNamed(`chance of such a difference in ${name} where both are alike`),
    }))
    .filter(({ effect, chance }) => chance <= alarm && effect >= leastEffect)
    .sort((a, b) => b.effect - a.effect);
  const best = found.find(({ name }) => !unnamed.includes(name));
  const most = best === undefined || (found[0]?.effect ?? 0) > farMore * best.effect ? undefined : best.name;
  const start = "greatest difference in brightness of nine parts, ";
  const place = measures.find(({ name }) => name.startsWith(start));
  const next = measures.find(({ name }) => name.startsWith(`next ${start}`));
  const isNamed = Math.abs(place?.value ?? 0) >= standsOut * Math.abs(next?.value ?? 0);
  const hasPlace =
    Math.abs(place?.value ?? 0) >= leastEffect &&
    valueNamed("chance of such a difference in brightness of any part where both are alike") <= alarm;
  const isThere = place?.name === start + part;
  const isRight = most !== undefined && (names ?? []).includes(most);
  return {
    apart: valueNamed("chance of such an AUC where both are alike") <= alarm,
    property: names === undefined ? found.length > 0 : isRight,
    "wrong-property": most !== undefined && !isRight,
    place: hasPlace && (part === undefined || (isNamed && isThere)),
    "wrong-place": hasPlace && isNamed && !isThere,
    "apart-placebo": heldAs("apart-placebo") === 0,
    "property-placebo": heldAs("property-placebo") === 0,
    "place-placebo": heldAs("place-placebo") === 0,
    "apart-spike-in": heldAs("apart-dilation") === 1,
    "property-spike-in": heldAs("property-fading") === 1,
    "place-spike-in": heldAs("place-block-lost") === 1,
    auc: valueNamed("AUC of telling them from real images [code and residual]"),
    "auc-of-code": valueNamed("AUC of telling them from real images [code]"),
    "auc-of-residual": valueNamed("AUC of telling them from real images [residual]"),
    accuracy: valueNamed("share of images that a simple classifier names rightly, generated or real"),
  };
}

const partNames = [
  ["at the top left", "at the top", "at the top right"],
  ["on the left", "in the middle", "on the right"],
  ["at the bottom left", "at the bottom", "at the bottom right"],
];

/** Which of nine parts of the image holds the middle of what was changed. */
function changedPart(before: NdArray, after: NdArray): string {
  const [, height = 0, width = 0] = before.shape;
  let [count, down, across] = [0, 0, 0];
  for (const [at, value] of after.data.entries()) {
    if (value === before.data[at]) continue;
    count++;
    down += ((Math.floor(at / width) % height) + 0.5) / height;
    across += ((at % width) + 0.5) / width;
  }
  return partNames[Math.floor((3 * down) / count)]?.[Math.floor((3 * across) / count)] ?? "nowhere";
}
