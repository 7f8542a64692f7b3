import {
  encodeNpz,
  type Latents,
  type Lens,
  type LensProgress,
  type LensResult,
  type Random,
  type Subject,
} from "@ganlens/core";
import { disposeModel } from "@ganlens/models";
import { sampleLatents } from "@ganlens/training";
import * as z from "zod";
import { autoencoderSteps } from "../../autoencoders/efforts.ts";
import { fitAutoencoder } from "../../autoencoders/fit-autoencoder.ts";
import { nestedSpec } from "../../autoencoders/nested-spec.ts";
import { meanJacobianGram } from "../../sensitivity/mean-jacobian-gram.ts";
import { isCollapsed } from "../../sets/collapse.ts";
import { bothDomains, generatedSet, type ImageSet } from "../../sets/image-set.ts";
import { encodeImages } from "../../steps/encode-images.ts";
import { collapsedResult } from "../collapsed-result.ts";
import { staged } from "../staged.ts";
import { identifiabilityAnswer } from "./answer.ts";
import { contrastWithUntrained } from "./contrast.ts";
import { identifiabilityFigures } from "./figures.ts";
import type { IdentifiabilityOptions } from "./identifiability-options.ts";
import { identifiabilityMeasures } from "./measures.ts";
import { readBack } from "./read-back.ts";
import { sensitivityOf } from "./sensitivity.ts";

/**
 * Which directions of the noise can be read back from the image, and whether they are those that move the image.
 *
 * The prior is rotation-invariant: single coordinates mean nothing, so directions are found on one part of the images
 * and tested on another.
 */
export const identifiability: Lens<IdentifiabilityOptions> = {
  id: "identifiability",
  question: "Which of the noise inputs can be read back from the image?",
  needs: ["latents", "real-data", "training"],
  options: z.strictObject({
    fitCount: z.int().min(500).default(4000),
    testCount: z.int().min(200).default(3000),
    jacobianPoints: z.int().min(1).default(48),
    label: z.int().nonnegative().default(0),
    steps: z.int().positive().exactOptional(),
  }),
  async *run(subject, options, context): AsyncGenerator<LensProgress, LensResult> {
    const progress = (stage: string, done: number): LensProgress => ({
      type: "lens-progress",
      lens: "identifiability",
      stage,
      done,
    });
    yield progress("generating", 0);
    const { real, generated } = await bothDomains(subject, context.seed);
    if (isCollapsed(generated.heldOut.x, real.heldOut.x)) {
      return collapsedResult({ lens: identifiability, context });
    }
    const fit = fitAutoencoder({
      spec: nestedSpec(subject),
      images: generated.train,
      seed: context.seed,
      steps: options.steps ?? autoencoderSteps[context.effort],
      context,
    });
    const { model, hash } = yield* staged(fit, (done) =>
      progress("training an autoencoder on generated images", 0.05 + 0.5 * done),
    );
    const draw = (part: string, count: number, label?: number): Promise<ImageSet> =>
      label === undefined
        ? generatedSet(subject, count, context.random.split(part))
        : atLabel(subject, count, context.random.split(part), label);
    const encode = ({ x }: ImageSet) => encodeImages(model, x);

    yield progress("reading the noise back", 0.6);
    const drawn = await readBack({ draw, encode, options, context, name: "drawn" });
    const classes = subject.latent.label?.classes;
    const label = classes === undefined ? undefined : Math.min(options.label, classes - 1);
    const fixed =
      label === undefined
        ? undefined
        : await readBack({
            draw: (part, count) => draw(`${part} fixed`, count, label),
            encode,
            options,
            context,
            name: "fixed",
          });
    disposeModel(model);
    yield progress("measuring what moves the image", 0.8);
    const points = await draw("jacobian", options.jacobianPoints);
    const gram = await meanJacobianGram(subject, points.latents as Latents);
    const sensitivity = sensitivityOf(gram, drawn);
    yield progress("comparing with the untrained generator", 0.9);
    const contrast = await contrastWithUntrained({ subject, options, context });

    await context.writeFile(
      "directions.npz",
      encodeNpz([
        ["canonical_directions", toFloat32(drawn.canonical.directions)],
        ["jacobian_directions", toFloat32(sensitivity.directions)],
        [
          "jacobian_eigenvalues",
          { data: Float32Array.from(sensitivity.eigenvalues), shape: [sensitivity.eigenvalues.length] },
        ],
      ]),
    );
    const facts = { latent: subject.latent, drawn, fixed, label, sensitivity, contrast, options };
    const measures = identifiabilityMeasures(facts);
    return {
      schemaVersion: 1,
      lens: "identifiability",
      question: identifiability.question,
      answer: identifiabilityAnswer(measures, facts),
      effort: context.effort,
      seed: context.seed,
      measures: measures.all,
      figures: await identifiabilityFigures({ subject, facts, context }),
      evidence: [
        {
          claim: "directions of noise by how well they can be read back, and by how much they move the image",
          seed: context.seed,
          file: "directions.npz",
          models: [hash],
        },
      ],
    };
  },
};

/** Images at one class only. */
async function atLabel(subject: Subject, count: number, random: Random, label: number): Promise<ImageSet> {
  const z = sampleLatents(subject.latent, count, random).z;
  const latents: Latents = { z, labels: new Int32Array(count).fill(label) };
  return {
    name: "generated",
    key: `${subject.fingerprint}/label-${label}/${count}`,
    x: await subject.generate(latents),
    latents,
  };
}

function toFloat32({ data, shape }: { readonly data: Float64Array; readonly shape: readonly number[] }) {
  return { data: Float32Array.from(data), shape };
}
