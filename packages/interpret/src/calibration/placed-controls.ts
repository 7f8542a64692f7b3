import type { Control, Effort, NdArray, Random } from "@ganlens/core";
import { findFault } from "../faults/faults.ts";
import { plantOrReason } from "../faults/plant-or-reason.ts";
import type { ControlImages } from "../real/control-images.ts";
import { powerBeside, silenceBeside } from "./beside-control.ts";
import type { CalibratedStatement } from "./calibration.ts";

/** A statement on images, with the planted fault that it must find, and what is said where it finds nothing. */
export interface PlacedStatement<Id extends string> {
  readonly id: Id;
  readonly fault: string;
  readonly strength: number;
  readonly clear: string;
  /** The statements under which the tables count its placebo and its spike-in. */
  readonly counted: { readonly placebo: string; readonly spikeIn: string };
}

/** Spike-ins of each statement, by effort. */
const spikeIns: Readonly<Record<Effort, number>> = { glance: 1, quick: 1, normal: 5 };

/**
 * Real images in the generator's place, clean and with a fault in them: what each statement says of them, and beside it what it said
 * in the committed draws of as many images. The order is placebo, spike-in for each statement.
 *
 * @param says whether a statement is said of images; `draw` is the number of the spike-in, and undefined of the placebo
 * @param faultRandom what a fault is planted by
 */
export async function placedControls<Id extends string>({
  images,
  statements,
  decidedAs,
  effort,
  says,
  faultRandom,
}: {
  readonly images: ControlImages;
  readonly statements: readonly PlacedStatement<Id>[];
  readonly decidedAs: Pick<CalibratedStatement, "lens" | "effort">;
  readonly effort: Effort;
  readonly says: (id: Id, images: NdArray, draw: number | undefined) => Promise<boolean>;
  readonly faultRandom: (id: Id, draw: number) => Random;
}): Promise<readonly Control[]> {
  const n = images.placebo.shape[0] as number;
  const spikeIn = async ({ id, counted, ...planted }: PlacedStatement<Id>): Promise<Control> => {
    const { strength } = planted;
    const fault = findFault(planted.fault);
    const control = { id: `${id}-${fault.id}`, kind: "spike-in", title: fault.title(strength) } as const;
    const draws = spikeIns[effort];
    let found = 0;
    for (let draw = 0; draw < draws; draw++) {
      const input = {
        images: images.placebo,
        training: images.training,
        random: faultRandom(id, draw),
        ...(images.labels === undefined ? {} : { labels: images.labels.placebo }),
      };
      const faulty = plantOrReason(fault, input, strength);
      if ("reason" in faulty) return { ...control, draws: draw + 1, found: null, reason: faulty.reason };
      if (await says(id, faulty, draw)) found++;
    }
    const asked = { ...decidedAs, statement: counted.spikeIn, n };
    return { ...control, draws, found, ...powerBeside({ ...asked, fault: fault.id, strength }) };
  };
  const controls: Control[] = [];
  for (const statement of statements) {
    controls.push({
      id: `${statement.id}-placebo`,
      kind: "placebo",
      title: `${images.meaning} in the generator's place (${statement.clear})`,
      draws: 1,
      found: (await says(statement.id, images.placebo, undefined)) ? 0 : 1,
      ...silenceBeside({ ...decidedAs, statement: statement.counted.placebo, n }),
    });
    controls.push(await spikeIn(statement));
  }
  return controls;
}
