import type { Control, LensContext } from "@ganlens/core";
import { placedControls } from "../../calibration/placed-controls.ts";
import type { ControlImages } from "../../real/control-images.ts";
import { decidedAs } from "./decided-as.ts";
import type { Judge } from "./judge.ts";
import { type StatementId, statements } from "./statements.ts";

/** Real images in the generator's place, clean and with a fault in them: what each sentence says of them. */
export function distanceControls({
  images,
  judge,
  context,
}: {
  readonly images: ControlImages;
  readonly judge: Judge;
  readonly context: LensContext;
}): Promise<readonly Control[]> {
  const random = context.random.split("controls");
  const ofDraw = (id: StatementId, draw: number) => random.split(`${id}/${draw}`);
  return placedControls({
    images,
    statements,
    decidedAs,
    effort: context.effort,
    says: (id, x, draw) => judge.says(id, x, draw === undefined ? random.split("placebo") : ofDraw(id, draw)),
    faultRandom: (id, draw) => ofDraw(id, draw).split("fault"),
  });
}
