import type { LensAnswer, LensContext, Subject } from "@ganlens/core";
import { measure } from "@ganlens/metrics";
import type { ControlImages } from "../../real/control-images.ts";
import { verdict } from "../../verdicts/verdict.ts";
import { usefulnessAnswer } from "./answer.ts";
import { type Second, secondFigures, secondMeasures, toldBy } from "./second-application.ts";
import { subject as question } from "./verdicts.ts";

/** Why nothing can be recognised; undefined where it can. */
export function noClasses(labels: ControlImages["labels"]): string | undefined {
  if (labels === undefined) return "the real images have no classes";
  return new Set(labels.known).size < 2 || new Set(labels.training).size < 2
    ? "the real images are of one class"
    : undefined;
}

/** What is said where nothing can be recognised: anomalies alone. */
export function withoutClasses(
  reason: string,
  {
    subject,
    count,
    second,
    context,
  }: {
    readonly subject: Subject;
    readonly count: number;
    readonly second: Second | undefined;
    readonly context: LensContext;
  },
): LensAnswer {
  const { verdicts = [], measures } = nothingTold(reason, { count, context });
  return {
    answer: usefulnessAnswer({ recognition: { reason }, anomaly: toldBy(second) }),
    verdicts,
    measures: [...measures, ...secondMeasures(second)],
    figures: secondFigures(second, subject),
    evidence: [],
  };
}

/** What is said where nothing was looked at. */
export function nothingTold(
  reason: string,
  { count, context }: { readonly count: number; readonly context: LensContext },
): LensAnswer {
  return {
    answer: usefulnessAnswer({ recognition: { reason }, anomaly: undefined }),
    verdicts: [
      verdict(
        {
          id: "worth",
          level: "cannot tell",
          headline: reason.startsWith("the real images")
            ? `Cannot tell ${question}: ${reason}.`
            : `Too few images to tell ${question}.`,
          detail: `It was not looked at, because ${reason}.`,
        },
        context.effort,
      ),
    ],
    measures: [
      measure({
        name: "real images that as many generated ones are worth for recognition",
        value: null,
        reason: `Not measured, because ${reason}.`,
        n: count,
        better: "higher",
      }),
    ],
    figures: [],
    evidence: [],
  };
}
