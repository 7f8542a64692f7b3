import {
  type Figure,
  type Latents,
  type LensContext,
  latentRows,
  latentSize,
  type NdArray,
  type Subject,
  vectorParts,
} from "@ganlens/core";
import { imageGridFigure } from "../../figures/image-grid-figure.ts";
import type { IdentifiabilityFacts } from "./measures.ts";
import { priorSpread, sigmaWords, spreadAlong } from "./prior-spread.ts";
import type { Sensitivity } from "./sensitivity.ts";

const shownDirections = 6;

/** Steps of a walk in σ of the prior; a uniform prior ends at √3 σ along an axis. */
const offsets = { normal: [-3, -2, -1, 0, 1, 2, 3], uniform: [-1.5, -1, -0.5, 0, 0.5, 1, 1.5] } as const;

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
    caption: `R² of a linear read-out of one ${drawn.codeSize}-number code along directions of noise, found on other images and sorted by the variance of the read-out, on ${drawn.testCount} images; 95 % intervals over images, each for itself (the count in the verdict holds for all at once); dashed: codes and noise that do not belong together.`,
    x: { label: "direction" },
    y: { label: "R²" },
    series: [
      series(fixed === undefined ? "all images" : "labels drawn", drawn.canonical),
      ...(fixed === undefined ? [] : [series(`label fixed at ${label}`, fixed.canonical)]),
      series("control: shuffled pairs", drawn.shuffled.canonical, true),
    ],
  };
}

function sensitivityFigure({ eigenvalues, points: used }: Sensitivity): Figure {
  const total = eigenvalues.reduce((sum, value) => sum + value, 0);
  let held = 0;
  return {
    kind: "line",
    id: "sensitivity",
    title: "How many directions move the image",
    caption: `Share of the trace of E[JᵀJ], J the derivative of all pixels by the noise, that the leading directions hold, over ${used} points; dashed: random directions, or if all moved the image equally.`,
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
        name: "random directions",
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
  const count = Math.min(shownDirections, directions.shape[0] as number);
  const { latents: source, generate } = subject;
  if (source === undefined || generate === undefined)
    throw new TypeError("Expected a subject that generates.");
  const uniform = vectorParts(latent).some(({ prior }) => prior === "uniform");
  const steps = uniform ? offsets.uniform : offsets.normal;
  const spread = priorSpread(source);
  const start =
    source.given === undefined
      ? source.draw(1, context.random.split("walk"))
      : latentRows(source.given, 0, 1);
  const data = new Float32Array(count * steps.length * d);
  for (let direction = 0; direction < count; direction++) {
    const unit = directions.data.subarray(direction * d, (direction + 1) * d);
    const { mean, sigma } = spreadAlong(unit, spread);
    let along = 0;
    for (let i = 0; i < d; i++) along += (start.z.data[i] as number) * (unit[i] as number);
    for (const [k, offset] of steps.entries()) {
      const row = (direction * steps.length + k) * d;
      for (let i = 0; i < d; i++)
        data[row + i] = (start.z.data[i] as number) + (mean + offset * sigma - along) * (unit[i] as number);
    }
  }
  const z: NdArray = { data, shape: [count * steps.length, d] };
  const label = start.labels?.[0];
  const latents: Latents =
    label === undefined ? { z } : { z, labels: new Int32Array(z.shape[0] as number).fill(label) };
  const images = await generate(latents);
  const r2 = (direction: number) => drawn.canonical.columns[direction]?.value ?? 0;
  return imageGridFigure(context, images, {
    id: "walks",
    title: "One image moved along the best readable directions",
    caption: `Each row changes one direction of the noise from −${steps.at(-1)} to ${steps.at(-1)} σ about its mean and leaves the others as they are; σ is the standard deviation of the prior, ${sigmaWords(latent)}.`,
    columns: steps.length,
    tiles: Array.from({ length: count * steps.length }, (_, i) => ({
      label: `direction ${Math.floor(i / steps.length) + 1} at ${steps[i % steps.length]} σ`,
      value: r2(Math.floor(i / steps.length)),
    })),
    rowLabels: Array.from(
      { length: count },
      (_, direction) => `direction ${direction + 1}, R² ${r2(direction).toFixed(2)}`,
    ),
    columnLabels: steps.map((offset) => String(offset).replace("-", "−")),
    showsRealData: false,
  });
}
