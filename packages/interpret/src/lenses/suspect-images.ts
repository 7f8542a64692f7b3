import type { LensAnswer, LensContext, Subject } from "@ganlens/core";
import { type ControlImages, controlImages, leastForControls } from "../real/control-images.ts";
import { isCollapsed, isConstant } from "../sets/collapse.ts";
import { drawSet } from "../sets/draw-set.ts";
import type { ImageSet } from "../sets/image-set.ts";
import { collapsedResult } from "./collapsed-result.ts";

/** Fewer generated images than these are not judged. */
const leastSuspects: number = leastForControls / 2;

/** Why nothing can be judged where no real images are known. */
export const nothingReal = "there are no real images";

/** Generated images, and the real ones that they are judged by; or why they cannot be; or all that can be said of them. */
export type SuspectImages =
  | { readonly drawn: ImageSet; readonly images: ControlImages }
  | { readonly drawn: ImageSet; readonly reason: string }
  | { readonly answer: LensAnswer };

/** What a lens on images begins with: generated images of its own purpose, looked at for a collapse, and real ones for its controls. */
export async function suspectImages(
  subject: Subject,
  {
    purpose,
    count,
    context,
  }: { readonly purpose: string; readonly count: number; readonly context: LensContext },
): Promise<SuspectImages> {
  const drawn = await drawSet(subject, { purpose, count, seed: context.seed }, context);
  const n = drawn.x.shape[0] as number;
  if (n < 2 || isConstant(drawn.x)) return { answer: collapsedResult(drawn.x, context) };
  if (subject.real === undefined) return { drawn, reason: nothingReal };
  const found = await controlImages(subject);
  if ("reason" in found) return { drawn, reason: found.reason };
  if (n < leastSuspects) {
    const reason = `there are only ${n} generated images, and at least ${leastSuspects} are needed`;
    return { drawn, reason };
  }
  return isCollapsed(drawn.x, found.images.training)
    ? { answer: collapsedResult(drawn.x, context) }
    : { drawn, images: found.images };
}
