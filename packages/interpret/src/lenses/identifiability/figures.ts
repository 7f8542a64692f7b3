import {
  type Figure,
  type Latents,
  type LensContext,
  latentDeviations,
  latentRows,
  latentSize,
  type NdArray,
  type Subject,
} from "@ganlens/core";
import { imageGridFigure } from "../../figures/image-grid-figure.ts";
import type { IdentifiabilityFacts } from "./measures.ts";
import type { Sensitivity } from "./sensitivity.ts";

const shownDirections = 6;
const offsets = [-3, -2, -1, 0, 1, 2, 3];

/** The pictures behind the answer. */
export async function identifiabilityFigures({
  subject,
  facts,
  context,
}: {
  readonly subject: Subject;
  readonly facts: IdentifiabilityFacts;
  readonly context: LensContext;
}): Promise<readonly Figure[]> {
  const figures = [readableFigure(facts)];
  if (facts.sensitivity !== undefined) figures.push(sensitivityFigure(facts.sensitivity));
  if (subject.generate !== undefined) figures.push(await walkFigure(subject, facts, context));
  return figures;
}

function readableFigure({ drawn, fixed, label }: IdentifiabilityFacts): Figure {
  const series = (name: string, { columns }: IdentifiabilityFacts["drawn"]["canonical"], dashed = false) => ({
    name,
    points: columns.map(({ value, interval }, i) => ({
      x: i + 1,
      y: value ?? 0,
      ...(interval === undefined || dashed ? {} : { low: interval.low, high: interval.high }),
    })),
    ...(dashed ? { dashed } : {}),
  });
  return {
    kind: "line",
    id: "readable-directions",
    title: "How well each direction can be read back",
    caption:
      "R² along directions of noise, found on other images and sorted by the variance of the read-out; 95 % intervals over images; dashed: the control, codes and noise that do not belong together.",
    x: { label: "direction" },
    y: { label: "R²" },
    series: [
      series(fixed === undefined ? "all images" : "labels drawn", drawn.canonical),
      ...(fixed === undefined ? [] : [series(`label fixed at ${label}`, fixed.canonical)]),
      series("control: shuffled pairs", drawn.shuffled, true),
    ],
  };
}

function sensitivityFigure({ eigenvalues }: Sensitivity): Figure {
  const total = eigenvalues.reduce((sum, value) => sum + value, 0);
  let held = 0;
  return {
    kind: "line",
    id: "sensitivity",
    title: "How many directions move the image",
    caption:
      "Share of the sum of eigenvalues of E[JᵀJ] that the leading directions hold; dashed: if all directions moved the image equally.",
    x: { label: "leading directions" },
    y: { label: "share of the sensitivity" },
    series: [
      {
        name: "generator",
        points: eigenvalues.map((value, i) => {
          held += value;
          return { x: i + 1, y: total > 0 ? held / total : 0 };
        }),
      },
      {
        name: "equal directions",
        points: eigenvalues.map((_, i) => ({ x: i + 1, y: (i + 1) / eigenvalues.length })),
        dashed: true,
      },
    ],
  };
}

/** One latent moved along the directions that can be read back best. */
async function walkFigure(
  subject: Subject,
  { drawn, latent }: IdentifiabilityFacts,
  context: LensContext,
): Promise<Figure> {
  const { directions } = drawn.canonical;
  const d = latentSize(latent);
  const deviations = latentDeviations(latent);
  const count = Math.min(shownDirections, directions.shape[0] as number);
  const { latents: source, generate } = subject;
  if (source === undefined || generate === undefined)
    throw new TypeError("Expected a subject that generates.");
  const start =
    source.given === undefined
      ? source.draw(1, context.random.split("walk"))
      : latentRows(source.given, 0, 1);
  const data = new Float32Array(count * offsets.length * d);
  for (let direction = 0; direction < count; direction++) {
    for (const [k, offset] of offsets.entries()) {
      const row = (direction * offsets.length + k) * d;
      let along = 0;
      // The standard deviation along this direction: √(Σ uᵢ² σᵢ²).
      let variance = 0;
      for (let i = 0; i < d; i++) {
        variance += ((directions.data[direction * d + i] as number) * (deviations[i] as number)) ** 2;
      }
      const sigma = Math.sqrt(variance);
      for (let i = 0; i < d; i++)
        along += (start.z.data[i] as number) * (directions.data[direction * d + i] as number);
      for (let i = 0; i < d; i++) {
        const unit = directions.data[direction * d + i] as number;
        data[row + i] = (start.z.data[i] as number) + (offset * sigma - along) * unit;
      }
    }
  }
  const z: NdArray = { data, shape: [count * offsets.length, d] };
  const label = start.labels?.[0];
  const latents: Latents =
    label === undefined ? { z } : { z, labels: new Int32Array(z.shape[0] as number).fill(label) };
  const images = await generate(latents);
  const r2 = (direction: number) => drawn.canonical.columns[direction]?.value ?? 0;
  return imageGridFigure(context, images, {
    id: "walks",
    title: "One image moved along the best readable directions",
    caption:
      "Each row changes one direction of the noise from −3 to 3 standard deviations and leaves the others as they are.",
    columns: offsets.length,
    tiles: Array.from({ length: count * offsets.length }, (_, i) => ({
      label: `direction ${Math.floor(i / offsets.length) + 1} at ${offsets[i % offsets.length]}`,
      value: r2(Math.floor(i / offsets.length)),
    })),
    rowLabels: Array.from(
      { length: count },
      (_, direction) => `direction ${direction + 1}, R² ${r2(direction).toFixed(2)}`,
    ),
    columnLabels: offsets.map((offset) => String(offset).replace("-", "−")),
    showsRealData: false,
  });
}
