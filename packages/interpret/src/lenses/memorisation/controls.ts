import type { Control, LensContext } from "@ganlens/core";
import { placedControls } from "../../calibration/placed-controls.ts";
import type { ControlImages } from "../../real/control-images.ts";
import type { Judge } from "./judge.ts";
import { decidedAs, statements } from "./statements.ts";

/** Real images in the generator's place, clean and with a fault in them: what each sentence says of them. */
export function memorisationControls({
  images,
  judge,
  context: { effort, random },
}: {
  readonly images: ControlImages;
  readonly judge: Judge;
  readonly context: LensContext;
}): Promise<readonly Control[]> {
  return placedControls({
    images,
    statements,
    decidedAs,
    effort,
    says: async (id, x) =>
      id === "copies" ? (await judge.copies(x)).isCopied : (await judge.repeats(x)).isRepeated,
    faultRandom: (id, draw) => random.split(`${id}/${draw}`),
  });
}
