import type { LensAnswer, LensContext, Subject } from "@ganlens/core";
import { type ControlImages, controlImages, leastForControls } from "../real/control-images.ts";
import { isCollapsed, isConstant } from "../sets/collapse.ts";
import { drawSet } from "../sets/draw-set.ts";
import type { ImageSet } from "../sets/image-set.ts";
import { collapsedResult, type Unmeasured } from "./collapsed-result.ts";

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
    measured,
    context,
  }: {
    readonly purpose: string;
    readonly count: number;
    /** What cannot be measured where all images are one. */
    readonly measured: Pick<Unmeasured, "name" | "better">;
    readonly context: LensContext;
  },
): Promise<SuspectImages> {
  const drawn = await drawSet(subject, { purpose, count, seed: context.seed }, context);
  const n = drawn.x.shape[0] as number;
  if (n < 2) return { drawn, reason: tooFew(n) };
  const unmeasured = { ...measured, instead: "there is nothing to compare" };
  if (isConstant(drawn.x)) return { answer: collapsedResult(drawn.x, context, unmeasured) };
  if (subject.real === undefined) return { drawn, reason: nothingReal };
  const found = await controlImages(subject);
  if ("reason" in found) return { drawn, reason: found.reason };
  if (n < leastSuspects) return { drawn, reason: tooFew(n) };
  return isCollapsed(drawn.x, found.images.training)
    ? { answer: collapsedResult(drawn.x, context, unmeasured) }
    : { drawn, images: found.images };
}

function tooFew(n: number): string {
  const found = n === 1 ? "is only one generated image" : `are only ${n} generated images`;
  return `there ${found}, and at least ${leastSuspects} are needed`;
}
