import type { Figure, LineFigure } from "@ganlens/core";
import type { KeptWords } from "../../words/kept-words.ts";
import type { RateDistortion } from "./curves.ts";
import type { BothCurves } from "./measures.ts";

type Series = LineFigure["series"][number];

/** The curves, and what is behind them as a table. */
export function compressionFigures(
  { real, generated }: BothCurves,
  { kept, remark }: KeptWords,
): readonly Figure[] {
  return [
    {
      kind: "line",
      id: "rate-distortion",
      title: "How much comes back from how few numbers",
      caption: `Explained variance of ${kept} images by code size, with 95 % intervals over images (first seed); dashed: principal components of the same size, and the control, images whose pixels come from different images.${remark}`,
      x: { label: "code size", scale: "log" },
      y: { label: "explained variance" },
      series: [
        series("generated", generated.perSeed[0] as RateDistortion),
        series("real", real.perSeed[0] as RateDistortion),
        series("generated, principal components", generated.principalComponents, true),
        series("real, principal components", real.principalComponents, true),
        series("control: generated, mixed", generated.mixed, true),
      ],
    },
  ];
}

function series(name: string, { sizes, explained }: RateDistortion, dashed = false): Series {
  const points = sizes.flatMap((size, i) => {
    const { value, interval } = explained[i] ?? { value: null };
    if (value === null) return [];
    const band = interval === undefined || dashed ? {} : { low: interval.low, high: interval.high };
    return [{ x: size, y: value, ...band }];
  });
  return { name, points, ...(dashed ? { dashed } : {}) };
}
