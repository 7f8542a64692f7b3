import type { Control, LensContext, NdArray } from "@ganlens/core";
import { calibrationOf } from "../../calibration/calibration.ts";
import { findFault } from "../../faults/faults.ts";
import { plantOrReason } from "../../faults/plant-or-reason.ts";
import type { ControlImages } from "../../real/control-images.ts";
import { decidedAs } from "./decided-as.ts";
import type { Judgement } from "./judge.ts";

/** The sentences of this lens, and the planted fault that each must find. */
export const statements = {
  gap: {
    fault: "blur",
    strength: 1,
    clear: "not farther",
    seen: ({ isFarther }: Judgement): boolean => isFarther,
  },
  copies: {
    fault: "exact-copies",
    strength: 0.05,
    clear: "no copies",
    seen: ({ isCopied }: Judgement): boolean => isCopied,
  },
} as const;

export type StatementId = keyof typeof statements;

export interface DistanceControls {
  readonly images: ControlImages;
  readonly judge: (suspect: NdArray, random: LensContext["random"]) => Promise<Judgement>;
  readonly context: LensContext;
}

/** Real images in the generator's place, clean and with a fault in them: what each sentence says of them. */
export async function distanceControls({
  images,
  judge,
  context,
}: DistanceControls): Promise<readonly Control[]> {
  const random = context.random.split("controls");
  const clean = await judge(images.placebo, random.split("placebo"));
  const controls: Control[] = [];
  for (const [id, { seen, clear }] of Object.entries(statements)) {
    const asked = { ...decidedAs, statement: id, n: clean.n };
    const silent = calibrationOf({ ...asked, condition: "null" });
    controls.push({
      id: `${id}-placebo`,
      kind: "placebo",
      title: `${images.meaning} in the generator's place, ${clear}`,
      draws: 1,
      found: seen(clean) ? 0 : 1,
      ...(silent === undefined ? {} : { calibration: { ...silent, found: silent.draws - silent.found } }),
    });
    controls.push(await spikeIn(id as StatementId, { images, judge, context, random, n: clean.n }));
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
    n,
  }: DistanceControls & { readonly random: LensContext["random"]; readonly n: number },
): Promise<Control> {
  const { fault: name, strength, seen } = statements[id];
  const fault = findFault(name);
  const draws = effort === "normal" ? 5 : 1;
  const control = { id: `${id}-${name}`, kind: "spike-in", title: fault.title(strength) } as const;
  let found = 0;
  for (let draw = 0; draw < draws; draw++) {
    const split = random.split(`${id}/${draw}`);
    const input = { images: images.placebo, training: images.training, random: split.split("fault") };
    const planted = plantOrReason(fault, input, strength);
    if ("reason" in planted) return { ...control, draws: draw + 1, found: null, reason: planted.reason };
    if (seen(await judge(planted, split))) found++;
  }
  const power = calibrationOf({
    ...decidedAs,
    statement: id,
    n,
    condition: { fault: name, strength },
  });
  return { ...control, draws, found, ...(power === undefined ? {} : { calibration: power }) };
}
