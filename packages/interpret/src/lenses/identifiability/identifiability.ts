import {
  type Artifact,
  encodeNpz,
  type Latents,
  type Lens,
  type LensAnswer,
  type LensProgress,
  labelPart,
  latentSize,
} from "@ganlens/core";
import { disposeModel } from "@ganlens/models";
import * as z from "zod";
import { autoencoderArtifact } from "../../autoencoders/autoencoder-artifact.ts";
import { autoencoderSteps } from "../../autoencoders/efforts.ts";
import { fitAutoencoder } from "../../autoencoders/fit-autoencoder.ts";
import { nestedSpec } from "../../autoencoders/nested-spec.ts";
import { jacobianGrams } from "../../sensitivity/jacobian-grams.ts";
import { isConstant } from "../../sets/collapse.ts";
import { drawSet } from "../../sets/draw-set.ts";
import type { ImageSet } from "../../sets/image-set.ts";
import { encodeImages } from "../../steps/encode-images.ts";
import { collapsedResult } from "../collapsed-result.ts";
import { staged } from "../staged.ts";
import { identifiabilityAnswer } from "./answer.ts";
import { contrastWithUntrained } from "./contrast.ts";
import { identifiabilityFigures } from "./figures.ts";
import type { IdentifiabilityOptions } from "./identifiability-options.ts";
import { jacobianPoints } from "./jacobian-points.ts";
import { identifiabilityMeasures } from "./measures.ts";
import { type ReadBack, readBack } from "./read-back.ts";
import { rowsOf } from "./read-out.ts";
import { pointGroups, type Sensitivity, sensitivityOf } from "./sensitivity.ts";
import { identifiabilityVerdicts } from "./verdicts.ts";

/**
 * Which directions of the noise can be read back from the image, and whether they are those that move the image.
 *
 * The prior is rotation-invariant: single coordinates mean nothing, so directions are found on one part of the images
 * and tested on another.
 */
export const identifiability: Lens<IdentifiabilityOptions> = {
  specificationVersion: 1,
  id: "identifiability",
  question: "Which of the noise inputs can be read back from the image?",
  needs: ["images", "latents"],
  options: z.strictObject({
    learnCount: z.int().min(100).default(4000),
    fitCount: z.int().min(500).default(4000),
    testCount: z.int().min(200).default(3000),
    jacobianPoints: z.int().min(1).exactOptional(),
    label: z.int().nonnegative().default(0),
    steps: z.int().positive().exactOptional(),
  }),
  async *run(subject, options, context): AsyncGenerator<LensProgress, LensAnswer> {
    const progress = (stage: string, done: number): LensProgress => ({
      type: "lens-progress",
      lens: "identifiability",
      stage,
      done,
    });
    const { latents, generate } = subject;
    if (latents === undefined) throw new TypeError("Expected a subject whose latents are known.");
    yield progress("generating", 0);
    const { seed } = context;
    // A stock of samples is halved: what the read-out is tested on, neither it nor the autoencoder has seen.
    const half = (part: string): readonly [number, number] => (part.startsWith("test") ? [0.5, 1] : [0, 0.5]);
    const draw = (part: string, count: number, label?: number): Promise<ImageSet> =>
      drawSet(
        subject,
        {
          purpose: `read-out ${part}`,
          count,
          seed,
          stock: half(part),
          ...(label === undefined ? {} : { label }),
        },
        context,
      );
    const learned = await drawSet(
      subject,
      { purpose: "learned", count: options.learnCount, seed, stock: [0, 0.5] },
      context,
    );
    if (isConstant(learned.x)) return collapsedResult(learned.x, context);
    const fit = fitAutoencoder({
      spec: nestedSpec(subject),
      images: learned,
      seed,
      steps: options.steps ?? autoencoderSteps[context.effort],
      context,
    });
    const fitted = yield* staged(fit, (done) =>
      progress("training an autoencoder on generated images", 0.05 + 0.5 * done),
    );
    const { model, hash } = fitted;
    const encode = ({ x }: Pick<ImageSet, "x">) => encodeImages(model, x);
    const classes = labelPart(latents.spec)?.classes;
    // With samples alone no class can be asked for.
    const label =
      classes === undefined || generate === undefined ? undefined : Math.min(options.label, classes - 1);
    const controlDraws = context.effort === "normal" ? 5 : 1;
    let drawn: ReadBack;
    let fixed: ReadBack | undefined;
    try {
      yield progress("reading the noise back", 0.6);
      drawn = await readBack({ draw, encode, options, context, name: "drawn", controlDraws });
      fixed =
        label === undefined
          ? undefined
          : await readBack({
              draw: (part, count) => draw(`${part} fixed`, count, label),
              encode,
              options,
              context,
              name: "fixed",
            });
    } finally {
      disposeModel(model);
    }
    let sensitivity: Sensitivity | undefined;
    if (generate !== undefined) {
      const points = await draw(
        "jacobian",
        options.jacobianPoints ?? jacobianPoints(latentSize(latents.spec), context.effort),
      );
      const grams = yield* staged(
        jacobianGrams({ ...subject, generate }, points.latents as Latents, {
          groups: pointGroups,
          signal: context.signal,
        }),
        (done) => progress("measuring what moves the image", 0.7 + 0.2 * done),
      );
      sensitivity = sensitivityOf(grams, {
        readable: rowsOf(drawn.canonical.directions, drawn.counted.half.above),
        random: context.random.split("sensitivity"),
        controlDraws,
      });
    }
    yield progress("comparing with step 0", 0.9);
    const contrast = await contrastWithUntrained({ subject, options, context });

    const directions: readonly Artifact[] = [
      {
        type: "directions",
        id: "readable",
        title: "Directions that can be read back best",
        file: "directions.npz",
        array: "canonical_directions",
        labels: drawn.canonical.columns.map(({ value }) => `R² ${(value ?? 0).toFixed(2)}`),
      },
      ...(sensitivity === undefined
        ? []
        : [
            {
              type: "directions" as const,
              id: "sensitive",
              title: "Directions that move the image most",
              file: "directions.npz",
              array: "jacobian_directions",
            },
          ]),
    ];
    await context.writeFile(
      "directions.npz",
      encodeNpz([
        ["canonical_directions", toFloat32(drawn.canonical.directions)],
        ...(sensitivity === undefined
          ? []
          : [
              ["jacobian_directions", toFloat32(sensitivity.directions)] as const,
              [
                "jacobian_eigenvalues",
                { data: Float32Array.from(sensitivity.eigenvalues), shape: [sensitivity.eigenvalues.length] },
              ] as const,
            ]),
      ]),
    );
    const facts = { latent: latents.spec, drawn, fixed, label, sensitivity, contrast };
    const measures = identifiabilityMeasures(facts);
    return {
      answer: identifiabilityAnswer(measures, facts),
      ...identifiabilityVerdicts(facts, context.effort),
      measures: measures.all,
      figures: await identifiabilityFigures({ subject, facts, context }),
      evidence: [
        {
          id: "directions",
          claim: "directions of noise by how well they can be read back, and by how much they move the image",
          seed: context.seed,
          file: "directions.npz",
          models: [hash],
        },
      ],
      artifacts: [...directions, autoencoderArtifact(fitted, { learned: "generated" })],
    };
  },
};

function toFloat32({ data, shape }: { readonly data: Float64Array; readonly shape: readonly number[] }) {
  return { data: Float32Array.from(data), shape };
}
