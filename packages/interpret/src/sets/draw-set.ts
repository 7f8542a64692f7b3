import { type LensContext, RunUnsupportedError, type Subject } from "@ganlens/core";
import { type DrawRequest, generatedSamples } from "./generated-set.ts";
import { type ImageSet, loadSet, mostImages } from "./image-set.ts";
import { rememberedSet } from "./set-cache.ts";

/** Images of a subject in memory; the same request is drawn once in a run folder, and then taken from its cache. */
export async function drawSet(
  subject: Subject,
  request: DrawRequest,
  context: Pick<LensContext, "store" | "shared">,
): Promise<ImageSet> {
  const most = mostImages(subject.imageShape);
  const set = generatedSamples(subject, { ...request, count: Math.min(request.count, most) });
  if (subject.generate === undefined) return loadSet(set);
  return rememberedSet(set, () => loadSet(set), context);
}

/** One part of the real data, in memory. */
export async function realSet(
  subject: Subject,
  part: "train" | "held-out",
  count?: number,
): Promise<ImageSet> {
  if (subject.real === undefined) {
    throw new RunUnsupportedError({
      message: `Expected real images beside ${subject.name}, found none.`,
      hint: "Pass them with --data, or leave out the lenses that compare.",
    });
  }
  const set = await subject.real.open(part);
  return loadSet(set, Math.min(count ?? set.count, mostImages(set.shape)));
}
