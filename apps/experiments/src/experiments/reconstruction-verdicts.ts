import { finish, type LensResult, type NdArray, type Random, takeRows } from "@ganlens/core";
import { explain, findFault, findLens } from "@ganlens/interpret";
import type { Condition, Experiment, Found } from "../experiment.ts";
import { dividedDigits } from "./divided-digits.ts";

/** Images on either side; a fifth of them is held out. */
const side = 2500;
const heldOut = 500;
/** The placebo sets one half of the held-out images against the other. */
const halves = { "foreign-placebo": heldOut / 2, "missing-placebo": heldOut / 2 };
/** The lens raises an alarm at this chance. */
const alarm = 0.01;

interface Case {
  readonly id: string;
  readonly title: string;
  readonly draws: number;
  readonly kind: Condition["kind"];
  readonly fault?: { readonly fault: string; readonly strength: number };
  /** Images that stand for the generator's, made from real ones that the other side does not hold. */
  readonly plant: (images: NdArray, labels: Int32Array, random: Random) => NdArray;
}

const cases: readonly Case[] = [
  {
    id: "null",
    title: "real images that the other side does not hold",
    draws: 200,
    kind: {
      foreign: "null",
      missing: "null",
      "foreign-placebo": "null",
      "missing-placebo": "null",
      "foreign-unsaid": "null",
      "missing-unsaid": "null",
    },
    plant: (images) => images,
  },
  {
    id: "classes-missing",
    title: "the same, the digits 0 to 4 alone",
    draws: 40,
    kind: { missing: "power", foreign: "null" },
    fault: { fault: "classes-missing", strength: 0.5 },
    plant: (images, labels) =>
      takeRows(
        images,
        [...labels].flatMap((label, row) => (label < 5 ? [row] : [])),
      ),
  },
  {
    id: "dilation",
    title: "the same, strokes one pixel thicker",
    draws: 40,
    kind: { foreign: "power" },
    fault: { fault: "dilation", strength: 1 },
    plant: (images, _labels, random) => findFault("dilation").plant({ images, training: images, random }, 1),
  },
];

/** How often the sentences of the reconstruction lens are said of digits whose truth is known, the lens run as it is shipped. */
export const reconstructionVerdicts: Experiment = {
  name: "reconstruction-verdicts",
  version: 1,
  description:
    "How often the lens `reconstruction` raises an alarm, at effort quick: mnist-5k, all 5,000 images divided anew in each draw into 2,500 that stand for the real ones (2,000 to learn from, 500 held out) and 2,500 that stand for a generator's samples.",
  conditions: cases.map(({ id, title, draws, kind, fault }) => ({
    id,
    title,
    draws,
    kind,
    setting: { lens: "reconstruction", effort: "quick", n: heldOut, nOf: halves, ...fault },
  })),
  async draw({ id }, draw, { random, seed, signal, store }) {
    const { plant } = cases.find((known) => known.id === id) as Case;
    const subject = await dividedDigits({
      division: { suspects: side, train: side - heldOut },
      random,
      fingerprint: `${id}/${draw}`,
      plant: ({ images, labels }) => plant(images, labels, random.split("fault")),
    });
    const [result] = await finish(
      explain({
        subject,
        lenses: [findLens("reconstruction")],
        store,
        seed,
        signal,
      }),
    );
    return alarmsOf(result as LensResult);
  },
};

/** Whether each sentence would be said, and whether a control would have kept it from being said. */
function alarmsOf({ measures, controls }: LensResult): Found {
  const value = (name: RegExp): number => measures.find((measure) => name.test(measure.name))?.value ?? 1;
  const statement = (id: "foreign" | "missing", name: RegExp): Found => ({
    [id]: value(new RegExp(`^chance that as many exceed when nothing is ${id}`)) <= alarm,
    [`${id}-placebo`]: controls.find((control) => control.id === `${id}-placebo`)?.found === 0,
    [`${id}-unsaid`]: controls.some(
      (control) => control.id.startsWith(`${id}-`) && control.found !== control.draws,
    ),
    [`${id}-share`]: value(name),
  });
  return {
    ...statement("foreign", /^share of generated images that fit worse/),
    ...statement("missing", /^share of .* real images that fit worse/),
  };
}
