import { finish, type LensResult, type NdArray, Random, rows } from "@ganlens/core";
import { explain, findFault, findLens } from "@ganlens/interpret";
import type { Condition, Experiment, Found } from "../experiment.ts";
import { allImages, type DividedData } from "./all-images.ts";
import { type Division, dividedImages } from "./divided-images.ts";

/** The lens looks at as many images as half of the 1,000 that are held out. */
const n = 500;
/** Images where there are few of them. */
const fewer = 125;
const divisions: Readonly<Record<DividedData, Division>> = {
  "mnist-5k": { suspects: n, train: 3500 },
  "patches-16": { suspects: n, train: 2100 },
};
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

const placed: Condition["kind"] = { apart: "power", place: "power", "wrong-place": "null" };

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
  ["block-lost", 1, { ...placed, "place-spike-in": "power" }, []],
  ["few-images", 60, { apart: "power" }, []],
  ["class-missing", 1, { apart: "power" }, [], "one class of ten missing is not surely told from 500 images"],
  ["corner-lost", 1, placed, [], "corners of digits are nearly black already"],
];

/** Changes whose power is drawn as often as a null. */
const surelyNamed = ["dilation-1", "blur-0.5", "shift-1", "checkerboard-0.1", "noise-0.1", "block-lost-1"];

/** What is planted in pictures without a flat background, on which ink could stand. */
const plantedInPatches: typeof planted = [
  [
    "corner-lost",
    1,
    { ...placed, "apart-placebo": "null", "property-placebo": "null", "place-placebo": "null" },
    [],
  ],
  ["brightening", 0.1, named, ["brightness"]],
];

const nothing: Condition["kind"] = {
  apart: "null",
  property: "null",
  place: "null",
  "apart-placebo": "null",
  "property-placebo": "null",
  "place-placebo": "null",
};

interface Case {
  readonly condition: Condition;
  readonly data: DividedData;
  /** What must be named: one of these; undefined where nothing is planted. */
  readonly names?: readonly string[];
}

const lens = { lens: "tell", effort: "quick", n } as const;

const casesOf = (
  data: DividedData,
  faults: typeof planted,
  of: { readonly id: string; readonly title: string },
) =>
  faults.map(
    ([fault, strength, kind, names, limit]): Case => ({
      data,
      names,
      condition: {
        id: `${of.id}${fault}-${strength}`,
        title: `${of.title}, ${findFault(fault).title(strength)}`,
        draws: surelyNamed.includes(`${of.id}${fault}-${strength}`) ? 200 : 40,
        kind,
        setting: { ...lens, fault, strength },
        ...(limit === undefined ? {} : { limit }),
      },
    }),
  );

const cases: readonly Case[] = [
  {
    data: "mnist-5k",
    condition: {
      id: "null",
      title: "real images that the other side does not hold",
      draws: 200,
      kind: nothing,
      setting: lens,
    },
  },
  {
    data: "mnist-5k",
    condition: {
      id: `null-${fewer}`,
      title: `the first ${fewer} of them`,
      draws: 40,
      kind: nothing,
      setting: { ...lens, n: fewer },
    },
  },
  ...casesOf("mnist-5k", planted, { id: "", title: "the same" }),
  {
    data: "patches-16",
    condition: {
      id: "patches-null",
      title: "patches of photographs that the other side does not hold",
      draws: 40,
      kind: nothing,
      setting: lens,
    },
  },
  ...casesOf("patches-16", plantedInPatches, { id: "patches-", title: "such patches" }),
];

/** How often the sentences of the lens `tell` are said of digits whose truth is known, the lens run as it is shipped. */
export const tellVerdicts: Experiment = {
  name: "tell-verdicts",
  version: 1,
  description:
    "How often the lens `tell` says that images can be told from real ones, and names the property or place that was changed (`wrong-property`, `wrong-place`: another one), at effort quick: mnist-5k, all 5,000 images divided anew in each draw into 500 that stand for a generator's samples, 3,500 training images and 1,000 held out; or patches-16, all 3,600 into 500, 2,100 and 1,000; draws of one number have one division in all conditions of the same data.",
  conditions: cases.map(({ condition }) => condition),
  async draw({ id, setting }, draw, { random, seed, signal, shared }) {
    const { data, names } = cases.find(({ condition }) => condition.id === id) as Case;
    const fault = setting?.fault === undefined ? undefined : findFault(setting.fault);
    let part: string | undefined;
    const subject = await dividedImages(await allImages(data), {
      division: divisions[data],
      // One division for all conditions, so that its autoencoder is fitted once.
      random: Random.fromSeed(seed).split("tell"),
      fingerprint: `${id}/${draw}`,
      plant: (clean) => {
        if (fault === undefined) return rows(clean.images, 0, setting?.n ?? n);
        const images = fault.plant({ ...clean, random: random.split("fault") }, setting?.strength ?? 0);
        if (fault.id === "block-lost" || fault.id === "corner-lost") part = changedPart(clean.images, images);
        return images;
      },
    });
    const lenses = [findLens("tell")];
    const [result] = await finish(explain({ subject, lenses, store: shared, seed, signal, replace: true }));
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
