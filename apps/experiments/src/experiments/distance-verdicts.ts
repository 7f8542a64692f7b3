import { finish, type LensResult, type NdArray, type Random } from "@ganlens/core";
import { explain, type Fault, findFault, findLens } from "@ganlens/interpret";
import type { Condition, Experiment, Found } from "../experiment.ts";
import { dividedDigits } from "./divided-digits.ts";

const division = { suspects: 2000, train: 2000 };
/** Half of the 1,000 that are held out. */
const judged = 500;
/** The lens raises an alarm at this chance. */
const alarm = 0.01;

const planted: readonly (readonly [id: string, strength: number, of: Condition["kind"]])[] = [
  ["exact-copies", 0.05, { copies: "power" }],
  ["blur", 1, { gap: "power", copies: "null" }],
  ["noised-copies", 0.05, { copies: "power" }],
  ["dilation", 1, { gap: "power", copies: "null" }],
  ["few-images", 60, { gap: "power" }],
];

/** How often the sentences of the distance lens are said of digits whose truth is known, the lens run as it is shipped. */
export const distanceVerdicts: Experiment = {
  name: "distance-verdicts",
  version: 1,
  description:
    "How often the lens `distance` raises an alarm, at effort quick: mnist-5k, all 5,000 images divided anew in each draw into 2,000 that stand for a generator's samples (500 of them are judged), 2,000 training images and 1,000 held out.",
  conditions: [
    {
      id: "null",
      title: "real images that the other side does not hold",
      draws: 200,
      kind: { gap: "null", copies: "null", "gap-lost": "null", "copies-lost": "null" },
      setting: { lens: "distance", effort: "quick", n: judged },
    },
    ...planted.map(
      ([id, strength, kind]): Condition => ({
        id,
        title: `the same, ${findFault(id).title(strength)}`,
        draws: 40,
        kind,
        setting: { lens: "distance", effort: "quick", n: judged, fault: id, strength },
      }),
    ),
  ],
  async draw({ id, setting }, draw, { random, seed, signal, store }) {
    const fault = setting?.fault === undefined ? undefined : findFault(setting.fault);
    const subject = await dividedDigits({
      division,
      random,
      fingerprint: `${id}/${draw}`,
      plant: ({ images, labels, training }) =>
        plantedIn({ images, labels, training, random: random.split("fault") }, fault, setting?.strength ?? 0),
    });
    const lenses = [findLens("distance")];
    const [result] = await finish(explain({ subject, lenses, store, seed, signal }));
    return alarmsOf(result as LensResult);
  },
};

function plantedIn(
  input: {
    readonly images: NdArray;
    readonly labels: Int32Array;
    readonly training: NdArray;
    readonly random: Random;
  },
  fault: Fault | undefined,
  strength: number,
): NdArray {
  return fault === undefined ? input.images : fault.plant(input, strength);
}

/** Whether each sentence would be said, and whether a control would have kept it from being said. */
function alarmsOf({ measures, controls }: LensResult): Found {
  const judgedIn = measures.filter(({ name }) => name.startsWith("the same as it is judged"));
  const copies = measures.find(({ name }) => name.startsWith("chance of as many near-copies"))?.value ?? 1;
  const isLost = (statement: string): boolean =>
    controls.some(({ id, found, draws }) => id.startsWith(`${statement}-`) && found !== draws);
  return {
    gap: judgedIn.some(({ interval }) => (interval?.low ?? 0) > 1),
    copies: copies <= alarm,
    "gap-lost": isLost("gap"),
    "copies-lost": isLost("copies"),
  };
}
