import type { Control, LensContext } from "@ganlens/core";
import { placedControls } from "../../calibration/placed-controls.ts";
import type { ControlImages } from "../../real/control-images.ts";
import type { ApartJudgement, Judge } from "./judge.ts";
import { byEffect, placeDifferences } from "./place-differences.ts";
import { decidedAs, plantedProperties, statements } from "./statements.ts";

/** Controls, and what the classifier made of the placebo. */
export interface TellControls {
  readonly controls: readonly Control[];
  readonly placebo: ApartJudgement | undefined;
}

/** Real images in the generator's place, clean and with a fault in them: what each sentence says of them. */
export async function tellControls({
  images,
  judge,
  context: { effort, random },
}: {
  readonly images: ControlImages;
  readonly judge: Judge;
  readonly context: LensContext;
}): Promise<TellControls> {
  let placebo: ApartJudgement | undefined;
  const controls = await placedControls({
    images,
    statements,
    decidedAs,
    effort,
    says: async (id, x, draw) => {
      if (id === "property") {
        const { found, named } = judge.properties(x);
        return draw === undefined ? found.length > 0 : plantedProperties.includes(named?.property.id ?? "");
      }
      if (id === "place") {
        const { found, most } = judge.places(x);
        if (draw === undefined) return found.length > 0;
        // The part that was changed is the one in which the planted images differ most from what they were.
        const changed = byEffect(placeDifferences(x, images.placebo))[0];
        return most !== undefined && most.words === changed?.words;
      }
      const apart = await judge.apart(x);
      if (draw === undefined) placebo = apart;
      return apart.isApart;
    },
    faultRandom: (id, draw) => random.split(`${id}/${draw}`),
  });
  return { controls, placebo };
}
