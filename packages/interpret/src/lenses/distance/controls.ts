import type { Control, LensContext } from "@ganlens/core";
import { powerBeside, silenceBeside } from "../../calibration/beside-control.ts";
import { findFault } from "../../faults/faults.ts";
import { plantOrReason } from "../../faults/plant-or-reason.ts";
import type { ControlImages } from "../../real/control-images.ts";
import { decidedAs } from "./decided-as.ts";
import type { Judge } from "./judge.ts";
import { type StatementId, statementIds, statements } from "./statements.ts";

export interface DistanceControls {
  readonly images: ControlImages;
  readonly judge: Judge;
  readonly context: LensContext;
}

/** Real images in the generator's place, clean and with a fault in them: what each sentence says of them. */
export async function distanceControls({
  images,
  judge,
  context,
}: DistanceControls): Promise<readonly Control[]> {
  const random = context.random.split("controls");
  const controls: Control[] = [];
  const n = images.placebo.shape[0] as number;
  for (const id of statementIds) {
    const isSaid = await judge.says(id, images.placebo, random.split("placebo"));
    controls.push({
      id: `${id}-placebo`,
      kind: "placebo",
      title: `${images.meaning} in the generator's place, ${statements[id].clear}`,
      draws: 1,
      found: isSaid ? 0 : 1,
      ...silenceBeside({ ...decidedAs, statement: id, n }),
    });
    controls.push(await spikeIn(id, { images, judge, context, random }));
  }
  return controls;
}

/** The fault of a statement, planted in the placebo as often as the effort says. */
async function spikeIn(
  id: StatementId,
  {
    images,
    judge,
    context: { effort },
    random,
  }: DistanceControls & { readonly random: LensContext["random"] },
): Promise<Control> {
  const { fault: name, strength } = statements[id];
  const fault = findFault(name);
  const draws = effort === "normal" ? 5 : 1;
  const control = { id: `${id}-${name}`, kind: "spike-in", title: fault.title(strength) } as const;
  let found = 0;
  for (let draw = 0; draw < draws; draw++) {
    const split = random.split(`${id}/${draw}`);
    const input = { images: images.placebo, training: images.training, random: split.split("fault") };
    const planted = plantOrReason(fault, input, strength);
    if ("reason" in planted) return { ...control, draws: draw + 1, found: null, reason: planted.reason };
    if (await judge.says(id, planted, split)) found++;
  }
  const asked = { ...decidedAs, statement: id, n: images.placebo.shape[0] as number };
  return { ...control, draws, found, ...powerBeside({ ...asked, fault: name, strength }) };
}
