import type { Control, LensContext } from "@ganlens/core";
import { placedControls } from "../../calibration/placed-controls.ts";
import type { ControlImages } from "../../real/control-images.ts";
import { isUneven, type Judge } from "./judge.ts";
import { decidedAs, type StatementId, statements } from "./statements.ts";

/** Real images in the generator's place, clean and with a fault in them: what each sentence that can be said says of them. */
export function coverageControls({
  images,
  judge,
  said,
  context: { effort, random },
}: {
  readonly images: ControlImages;
  readonly judge: Judge;
  readonly said: readonly StatementId[];
  readonly context: LensContext;
}): Promise<readonly Control[]> {
  return placedControls({
    images,
    statements: statements.filter(({ id }) => said.includes(id)),
    decidedAs,
    effort,
    says: async (id, x) => isUneven(await judge.of(id, x)),
    faultRandom: (id, draw) => random.split(`${id}/${draw}`),
  });
}
