import type { Figure } from "@ganlens/core";
import type { AnomalyFindings, Detector } from "./anomaly.ts";
import {
  type ClassDetection,
  type ClassProtocol,
  classDetectors,
  classProtocolIds,
  overClasses,
} from "./class-protocols.ts";

/** How well what does not belong is told: bars of one strength of each kind, a table of all, and the classes one by one. */
export function anomalyFigures(found: AnomalyFindings, nameOf: (label: number) => string): readonly Figure[] {
  const { detections, tested, meaning, learned, code, fitted } = found;
  const detectors = [...new Set(detections.map(({ detector }) => detector))];
  const kinds = [...new Map(detections.map(({ stranger }) => [stranger.id, stranger])).values()];
  const of = (wanted: Detector, id: string) =>
    detections.find(({ detector, stranger }) => detector === wanted && stranger.id === id)?.auroc;
  const protocol = `Protocol: out-of-distribution detection, real images of all classes are normal. ${tested} ${meaning} against ${tested} others with something done to them, and ${tested} of each other data set, brought to the same size and channels; the autoencoders learned from ${learned.generated} generated and ${learned.real} real images, components were fitted to at most ${fitted} of them, codes of ${code} numbers. 0.5 is chance, as where nothing was done; below it, what does not belong is reconstructed better than what does.`;
  return [
    {
      kind: "bar",
      id: "anomaly",
      title: "How well images that do not belong are told from whole real ones",
      caption: `Area under the ROC curve of the reconstruction error, and of ink alone. ${protocol}`,
      x: { label: "what was done to the images, or which data they are of" },
      y: { label: "AUROC" },
      bars: kinds
        .filter(({ shown: isShown }) => isShown)
        .flatMap(({ id, kind }) =>
          detectors.map((detector) => ({ label: kind, group: detector, ...bar(of(detector, id)) })),
        ),
    },
    {
      kind: "table",
      id: "anomaly-strengths",
      title: "The same at every strength",
      caption: `Area under the ROC curve. ${protocol}`,
      columns: ["source", "kind", "strength", ...detectors],
      rows: kinds.map(({ id, source, kind, strength }) => [
        source,
        kind,
        strength,
        ...detectors.map((detector) => shortened(of(detector, id)?.value)),
      ]),
    },
    ...classFigures(found, nameOf),
  ];
}

/** What each protocol is, for captions. */
const meanings: Readonly<Record<ClassProtocol, string>> = {
  "one-normal": "one-normal: one class is learned and normal, all the rest are anomalous",
  "one-anomalous":
    "one-anomalous: one class is left out of what is learned and is anomalous, all the rest are normal",
};

function classFigures(
  { classes, meaning, code }: AnomalyFindings,
  nameOf: (label: number) => string,
): readonly Figure[] {
  if (classes === undefined || "reason" in classes) return [];
  const { tested, taught, detections } = classes;
  const fitted = classProtocolIds.map((id) => {
    const counts = detections.filter(({ protocol }) => protocol === id).map(({ learned }) => learned);
    const [least, most] = [Math.min(...counts), Math.max(...counts)];
    return `${least === most ? "" : `${least} to `}${most} images (${id})`;
  });
  const from = taught ? "that a recogniser of real images gave" : "that were asked for";
  const caption = `Area under the ROC curve of what ${code} principal components leave over, and of ink alone. Two protocols whose numbers do not compare: ${meanings["one-normal"]}; ${meanings["one-anomalous"]}. Principal components only: an autoencoder would have to be trained anew for every class, and the two that were trained have learned all classes. Fitted to ${fitted.join(" and ")} for each class, generated ones by the classes ${from}; ${tested} ${meaning} were tested.`;
  return [
    {
      kind: "bar",
      id: "anomaly-classes",
      title: "How well a class that was not learned is told, mean of the classes",
      caption: `${caption} Ranges span the classes.`,
      x: { label: "protocol" },
      y: { label: "AUROC" },
      bars: classProtocolIds.flatMap((protocol) =>
        classDetectors.map((detector) => {
          const values = overClasses(classes, protocol, detector).map(({ auroc }) => auroc.value);
          return {
            label: protocol,
            group: detector,
            value: values.reduce((sum, value) => sum + value, 0) / values.length,
            low: Math.min(...values),
            high: Math.max(...values),
          };
        }),
      ),
    },
    {
      kind: "table",
      id: "anomaly-class-table",
      title: "The same class by class",
      caption,
      columns: ["protocol", "class", "learned, generated", "normal", "anomalous", ...classDetectors],
      rows: classProtocolIds.flatMap((protocol) =>
        classes.classes.map((label) => {
          const own = classDetectors.map((detector) =>
            overClasses(classes, protocol, detector).find((each) => each.label === label),
          );
          const { learned, normal, anomalous } = own[0] as ClassDetection;
          return [
            protocol,
            nameOf(label),
            learned,
            normal,
            anomalous,
            ...own.map((each) => shortened(each?.auroc.value)),
          ];
        }),
      ),
    },
  ];
}

function bar(auroc: AnomalyFindings["detections"][number]["auroc"] | undefined): {
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
} {
  const interval = auroc?.interval;
  return {
    value: auroc?.value ?? 0,
    ...(interval === undefined ? {} : { low: interval.low, high: interval.high }),
  };
}

const shortened = (value = 0): number => Number(value.toFixed(3));
