import { finish, type LensResult, type NdArray, Random, takeRows } from "@ganlens/core";
import { explain, findFault, findLens, withWrongLabels } from "@ganlens/interpret";
import type { Condition, Experiment, Found } from "../experiment.ts";
import { dividedDigits } from "./divided-digits.ts";

/** Images that stand for the generator's, where not told otherwise, and all that are not held out. */
const suspects = 1500;
const notHeld = 4000;
/** Half of the 1,000 that are held out stand in the generator's place; the others test. */
const held = 500;
/** The lens says of no images that they do as well as real ones where their interval reaches below this share of their number. */
const leastLow = 0.25;

interface Labelled {
  readonly x: NdArray;
  readonly labels: Int32Array;
}

interface Case {
  readonly id: string;
  readonly title: string;
  readonly draws: number;
  readonly kind: Condition["kind"];
  readonly n?: number;
  readonly fault?: { readonly fault: string; readonly strength: number };
  readonly limit?: string;
  /** Whether the images come without the classes that they were asked for. */
  readonly unlabelled?: true;
  readonly plant?: (clean: Labelled, random: Random) => Labelled;
}

const power = { worth: "power" } as const;
const taughtPower = { "worth-taught": "power" } as const;

const imageFault = (fault: string, strength: number): Pick<Case, "title" | "draws" | "fault" | "plant"> => ({
  title: `the same, ${findFault(fault).title(strength)}`,
  draws: 40,
  fault: { fault, strength },
  plant: ({ x, labels }, random) => ({
    x: findFault(fault).plant({ images: x, labels, training: x, random }, strength),
    labels,
  }),
});

const wrongLabels = (share: number): Pick<Case, "title" | "draws" | "fault" | "plant"> => ({
  title: `the same, ${100 * share} % of the labels wrong`,
  draws: 40,
  fault: { fault: "wrong-labels", strength: share },
  plant: ({ x, labels }, random) => ({
    x,
    labels: withWrongLabels(labels, { classes: 10, share, random }),
  }),
});

/** All images of one class, drawn at random, are gone. */
const classMissing: Pick<Case, "draws" | "fault" | "plant"> = {
  draws: 40,
  fault: { fault: "class-missing", strength: 1 },
  plant: ({ x, labels }, random) => {
    const [gone] = random.split("class").integers(1, { high: 10 });
    const kept = [...labels.keys()].filter((row) => labels[row] !== gone);
    return { x: takeRows(x, kept), labels: Int32Array.from(kept, (row) => labels[row] as number) };
  },
};

const cases: readonly Case[] = [
  {
    id: "null",
    title: "real images that the other side does not hold, with their own classes",
    draws: 200,
    kind: { worth: "null", "worth-placebo": "null", "worth-interval": "coverage", "worth-unsaid": "null" },
  },
  {
    id: "taught-null",
    title: "the same, their classes given by recognisers",
    draws: 200,
    kind: { "worth-taught": "null", "worth-taught-placebo": "null", "worth-taught-unsaid": "null" },
    unlabelled: true,
  },
  { id: "wrong-labels-0.5", kind: { ...power, "worth-spike-in": "power" }, ...wrongLabels(0.5) },
  {
    id: "taught-spike-in",
    title:
      "clean images, their classes given by recognisers; half of the labels wrong of what stands in their place",
    draws: 40,
    kind: { "worth-taught-spike-in": "power" },
    fault: { fault: "wrong-labels", strength: 0.5 },
    unlabelled: true,
  },
  {
    id: "wrong-labels-0.2",
    kind: power,
    limit: "a fifth of wrong labels is not always seen",
    ...wrongLabels(0.2),
  },
  {
    id: "shuffled-labels",
    title: "the same, the labels in another order",
    draws: 40,
    kind: { ...power, "shuffled-at-chance": "power" },
    fault: { fault: "shuffled-labels", strength: 1 },
    plant: ({ x, labels }, random) => ({
      x,
      labels: Int32Array.from(random.permutation(labels.length), (row) => labels[row] as number),
    }),
  },
  { id: "class-missing-1", title: "the same, one class missing", kind: power, ...classMissing },
  { id: "dilation-1", kind: power, ...imageFault("dilation", 1) },
  { id: "blur-1", kind: power, limit: "blur is not always seen", ...imageFault("blur", 1) },
  {
    id: "taught-class-missing-1",
    title: "classes given by recognisers, one class missing",
    kind: taughtPower,
    unlabelled: true,
    ...classMissing,
  },
  {
    id: "taught-dilation-1",
    kind: taughtPower,
    unlabelled: true,
    ...imageFault("dilation", 1),
    title: `classes given by recognisers, ${findFault("dilation").title(1)}`,
  },
  {
    id: "taught-blur-1",
    kind: taughtPower,
    unlabelled: true,
    limit: "blur is not always seen",
    ...imageFault("blur", 1),
    title: `classes given by recognisers, ${findFault("blur").title(1)}`,
  },
  {
    id: "null-500",
    title: "500 real images that the other side does not hold, with their own classes",
    draws: 200,
    n: 500,
    kind: { worth: "null", "worth-interval": "coverage" },
  },
];

/** Conditions whose images are worth fewer real ones than the clean ones that they were made from. */
const ordered: readonly (readonly [id: string, limit?: string])[] = [
  ["wrong-labels-0.2"],
  ["class-missing-1"],
  ["dilation-1"],
  ["blur-1"],
  ["taught-class-missing-1"],
  ["taught-dilation-1"],
  ["taught-blur-1", "blur is not always seen"],
];

/** How often generated images are said to be worth fewer real ones than their number, the lens run as it is shipped. */
export const usefulnessVerdicts: Experiment = {
  name: "usefulness-verdicts",
  version: 1,
  description:
    "How often the lens `usefulness` says that images are worth fewer real ones than their number, and how often its interval holds that number, at effort quick without autoencoders, which do not decide: mnist-5k, all 5,000 images divided anew in each draw into 1,500 that stand for a generator's samples, 2,500 training images and 1,000 held out; draws of one number have one division in all conditions of one size.",
  conditions: cases.map(({ id, title, draws, kind, n = suspects, fault, limit }) => ({
    id,
    title,
    draws,
    kind,
    setting: {
      lens: "usefulness",
      effort: "quick",
      n,
      nOf: Object.fromEntries(
        ["worth", "worth-taught"].flatMap((statement) => [
          [`${statement}-placebo`, held],
          [`${statement}-spike-in`, held],
        ]),
      ),
      ...(fault ?? {}),
    },
    ...(limit === undefined ? {} : { limit }),
  })),
  orders: ordered.map(([lower, limit]) => ({
    number: "value",
    words: "real images that they are worth",
    lower,
    higher: lower.startsWith("taught-") ? "taught-null" : "null",
    ...(limit === undefined ? {} : { limit }),
  })),
  async draw({ id }, draw, { random, seed, signal, store }) {
    const {
      plant = (clean) => clean,
      unlabelled,
      n = suspects,
    } = cases.find((each) => each.id === id) as Case;
    const subject = await dividedDigits({
      division: { suspects: n, train: notHeld - n },
      // One division for all conditions of a size: what is planted is compared with its own clean images.
      random: Random.fromSeed(seed).split("usefulness"),
      fingerprint: `${id}/${draw}`,
      plant: ({ images, labels }) => {
        const planted = plant({ x: images, labels }, random.split("fault"));
        return unlabelled === true ? planted.x : planted;
      },
    });
    const lenses = [findLens("usefulness")];
    const options = { usefulness: { anomaly: false } };
    const [result] = await finish(explain({ subject, lenses, options, store, seed, signal }));
    return saidOf(result as LensResult);
  },
};

/** Whether the images would be said to be worth fewer than their number, and what stands in their place. */
function saidOf({ measures, controls }: LensResult): Found {
  const worth = measures.find(
    ({ name }) => name === "real images that as many generated ones are worth for recognition",
  );
  const taught =
    measures.find(({ name }) => name.startsWith("share of images that a recogniser")) === undefined;
  const statement = taught ? "worth-taught" : "worth";
  const accuracy = measures.find(({ name }) =>
    name.endsWith("recognised after learning from generated ones"),
  );
  const [low, high, n] = [worth?.interval?.low ?? 0, worth?.interval?.high ?? 0, worth?.n ?? 0];
  const heldAs = (id: string) => controls.find((control) => control.id === id)?.found;
  const [inPlace, planted] = [
    heldAs(`${statement}-placebo`) === 1,
    heldAs(`${statement}-wrong-labels`) === 1,
  ];
  return {
    [statement]: high < n,
    [`${statement}-unsaid`]: !inPlace || !planted || (high >= n && low < leastLow * n),
    [`${statement}-interval`]: low <= n && n <= high,
    [`${statement}-placebo`]: !inPlace,
    [`${statement}-spike-in`]: planted,
    "shuffled-at-chance": accuracy?.interval !== undefined && accuracy.interval.low <= 0.12,
    value: worth?.value ?? null,
    low,
    high,
    accuracy: accuracy?.value ?? null,
  };
}
