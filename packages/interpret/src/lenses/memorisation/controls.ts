import type { Control, LensContext } from "@ganlens/core";
import { powerBeside, silenceBeside } from "../../calibration/beside-control.ts";
import { findFault } from "../../faults/faults.ts";
import { plantOrReason } from "../../faults/plant-or-reason.ts";
import type { ControlImages } from "../../real/control-images.ts";
import type { Judge, Judgement } from "./judge.ts";
import { decidedAs, statementIds, statements } from "./statements.ts";

/** Real images in the generator's place, clean and with a fault in them: what each sentence says of them. */
export async function memorisationControls({
  images,
  judge,
  context: { effort, random },
}: {
  readonly images: ControlImages;
  readonly judge: Judge;
  readonly context: LensContext;
}): Promise<readonly Control[]> {
  const says = {
    copies: ({ copies }: Judgement) => copies.isCopied,
    repeats: ({ repeats }: Judgement) => repeats.isRepeated,
  };
  const ofPlacebo = await judge(images.placebo);
  const n = images.placebo.shape[0] as number;
  const controls: Control[] = [];
  for (const id of statementIds) {
    const { fault: name, strength, clear } = statements[id];
    controls.push({
      id: `${id}-placebo`,
      kind: "placebo",
      title: `${images.meaning} in the generator's place, ${clear}`,
      draws: 1,
      found: says[id](ofPlacebo) ? 0 : 1,
      ...silenceBeside({ ...decidedAs, statement: `${id}-placebo`, n }),
    });
    const fault = findFault(name);
    const spikeIn = { id: `${id}-${name}`, kind: "spike-in", title: fault.title(strength) } as const;
    const draws = effort === "normal" ? 5 : 1;
    let [found, made] = [0, 0];
    let reason: string | undefined;
    for (let draw = 0; draw < draws && reason === undefined; draw++, made++) {
      const input = { images: images.placebo, training: images.training };
      const planted = plantOrReason(fault, { ...input, random: random.split(`${id}/${draw}`) }, strength);
      if ("reason" in planted) reason = planted.reason;
      else if (says[id](await judge(planted))) found++;
    }
    controls.push({
      ...spikeIn,
      draws: made,
      ...(reason === undefined ? { found } : { found: null, reason }),
      ...powerBeside({ ...decidedAs, statement: `${id}-spike-in`, n, fault: name, strength }),
    });
  }
  return controls;
}
