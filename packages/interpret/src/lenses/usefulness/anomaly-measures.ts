import type { Measure } from "@ganlens/core";
import { meanInterval, measure } from "@ganlens/metrics";
import { type AnomalyFindings, type Detector, toldWell, wellTold } from "./anomaly.ts";
import {
  type ClassDetection,
  type ClassDetector,
  type ClassProtocol,
  classProtocolIds,
  overClasses,
} from "./class-protocols.ts";
import type { Stranger } from "./strangers.ts";

const own = "autoencoder of generated images";

/** How well each detector tells what does not belong, over all kinds of a source, kind by kind for the pair, and by the class protocols. */
export function anomalyMeasures(found: AnomalyFindings): readonly Measure[] {
  return [
    ...(["corruption", "other data"] as const).flatMap((source) => countOf(found, source)),
    ...kindMeasures(found),
    ...classMeasures(found),
  ];
}

const plural = { corruption: "corruptions", "other data": "other data sets", "nothing done": "" } as const;

function countOf(found: AnomalyFindings, source: Stranger["source"]): readonly Measure[] {
  const told = (detector: Detector): number => toldWell(found, source, detector).told;
  const { of } = toldWell(found, source, own);
  if (of === 0) return [];
  return [
    measure({
      name: `${plural[source]} of ${of} that are told with an AUROC of at least ${wellTold} [${own}]`,
      value: told(own),
      n: found.tested,
      floor: {
        value: told("autoencoder of real images"),
        n: found.tested,
        meaning: "autoencoder of real images",
      },
      secondExtractor: {
        name: "principal components of generated images",
        value: told("principal components of generated images"),
      },
      better: "higher",
    }),
  ];
}

/** Standard errors beyond chance that a control may reach. */
const errors = 4;

/** The standard error of an AUROC where both sides are alike: √((n + m + 1) / (12 n m)). */
const errorOfChance = (n: number, m: number): number => Math.sqrt((n + m + 1) / (12 * n * m));

function kindMeasures({ detections, tested }: AnomalyFindings): readonly Measure[] {
  const by = (wanted: Detector, id: string): number =>
    (
      detections.find(
        ({ detector, stranger }) => detector === wanted && stranger.id === id,
      ) as (typeof detections)[number]
    ).auroc.value;
  return detections
    .filter(
      ({ detector, stranger: { shown: isShown, source } }) =>
        detector === own && isShown && source !== "nothing done",
    )
    .map(({ stranger: { source, kind, strength, id }, auroc }) =>
      measure({
        name: `AUROC [${own}; ${source === "other data" ? "images of " : ""}${kind}${strength === "" ? "" : `, ${strength}`}]`,
        value: auroc.value,
        ...(auroc.interval === undefined ? {} : { interval: auroc.interval }),
        n: tested,
        floor: { value: by("amount of ink", id), n: tested, meaning: "amount of ink alone" },
        control: {
          value: by(own, "nothing"),
          meaning: "images that nothing was done to",
          expected: "lower",
          bound: 0.5 + errors * errorOfChance(tested, tested),
        },
        secondExtractor: {
          name: "principal components of generated images",
          value: by("principal components of generated images", id),
        },
        better: "higher",
      }),
    );
}

const named = (protocol: ClassProtocol, detector: ClassDetector, of = ""): string =>
  `AUROC of classes that were not learned, ${protocol} protocol${of} [${detector}]`;

function classMeasures({ classes, tested }: AnomalyFindings): readonly Measure[] {
  const suspect = "principal components of generated images" satisfies ClassDetector;
  if (classes === undefined) return [];
  if ("reason" in classes) {
    const { reason } = classes;
    return classProtocolIds.map((protocol) =>
      measure({ name: named(protocol, suspect), value: null, reason, n: tested, better: "higher" }),
    );
  }
  return classProtocolIds.map((protocol) => {
    const of = (detector: ClassDetector) => overClasses(classes, protocol, detector);
    const each = of(suspect);
    const [least] = [...each].sort(
      (a, b) => Math.min(a.normal, a.anomalous) - Math.min(b.normal, b.anomalous),
    ) as [ClassDetection];
    const mean = (values: readonly number[]): number =>
      values.reduce((sum, value) => sum + value, 0) / values.length;
    const values = each.map(({ auroc }) => auroc.value);
    return measure({
      name: named(protocol, suspect, `, mean of ${values.length} classes`),
      value: mean(values),
      interval: meanInterval({ values }).interval,
      n: classes.tested,
      floor: {
        value: mean(of("principal components of real images").map(({ auroc }) => auroc.value)),
        n: classes.tested,
        meaning: "principal components of real images",
      },
      control: {
        value: mean(each.map(({ shuffled }) => shuffled)),
        meaning: "the tested images' classes in another order",
        expected: "lower",
        bound: 0.5 + errors * errorOfChance(least.normal, least.anomalous),
      },
      secondExtractor: {
        name: "amount of ink alone",
        value: mean(of("amount of ink").map(({ auroc }) => auroc.value)),
      },
      better: "higher",
    });
  });
}
