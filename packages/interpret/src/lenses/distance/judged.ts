import type { Control, LensContext, Measure, Subject, Verdict } from "@ganlens/core";
import { measure } from "@ganlens/metrics";
import type { References } from "../../features/comparison-images.ts";
import type { FeatureSpace } from "../../features/feature-space.ts";
import { controlImages, leastForControls } from "../../real/control-images.ts";
import type { ImageSet } from "../../sets/image-set.ts";
import { verdict } from "../../verdicts/verdict.ts";
import { distanceControls } from "./controls.ts";
import { judgeOf } from "./judge.ts";
import { distanceVerdicts } from "./verdicts.ts";

/** What is said, and what it stands on. */
export interface Judged {
  readonly verdicts: readonly Verdict[];
  readonly controls: readonly Control[];
  readonly measures: readonly Measure[];
}

/** The generator's images beside real ones in their place, clean and with planted faults. */
export async function judgedWith({
  subject,
  spaces,
  pixels,
  real,
  generated,
  context,
}: {
  readonly subject: Subject;
  readonly spaces: readonly FeatureSpace[];
  readonly pixels: FeatureSpace;
  readonly real: References;
  readonly generated: ImageSet;
  readonly context: LensContext;
}): Promise<Judged> {
  const found = await controlImages(subject);
  const enough = (generated.x.shape[0] as number) >= leastForControls / 2;
  if ("reason" in found || !enough) {
    const reason = "reason" in found ? found.reason : "there are too few generated images";
    const verdicts = [
      verdict(
        {
          id: "gap",
          level: "cannot tell",
          headline: "Too few images to tell how far it is from real ones.",
          detail: `No control is possible here, because ${reason}.`,
        },
        context.effort,
      ),
    ];
    return { verdicts, controls: [], measures: [] };
  }
  const { images } = found;
  // A placebo that the reference holds would be found near whatever happens.
  const reference = real.ofHeldOut && images.fromHeldOut ? images.known : real.first;
  const judge = await judgeOf({ spaces, pixels, reference, images });
  const random = context.random.split("judge");
  const judgement = await judge.of(generated.x, random.split("generated"));
  const alarmed = Math.max(
    0,
    judgement.gaps.findIndex(({ interval }) => interval.low > 1),
  );
  const whole = await judge.gap(alarmed, generated.x, random.split("generated"));
  const controls = await distanceControls({ images, judge, context });
  const { unseen = false, foreign = false } = subject.real ?? {};
  return {
    verdicts: distanceVerdicts({
      judgement,
      whole,
      controls,
      unseen,
      foreign,
      known: images.meaning,
      effort: context.effort,
    }),
    controls,
    measures: [
      measure({
        name: `Fréchet distance over that of fresh training images [${spaces[alarmed]?.name}]`,
        value: whole.ratio,
        interval: whole.interval,
        n: whole.n,
        floor: { value: 1, n: whole.n, meaning: "fresh training images, as many" },
        better: "lower",
      }),
      ...judgement.gaps.map((each, i) =>
        measure({
          name: `the same as it is judged, with ${each.n} images, beyond chance at one in a hundred [${spaces[i]?.name}]`,
          value: each.ratio,
          interval: each.interval,
          n: each.n,
          better: "lower",
        }),
      ),
      measure({
        name: "chance of as many near-copies where nothing was copied",
        value: judgement.copies.pValue,
        n: judgement.n,
        better: "higher",
      }),
    ],
  };
}
