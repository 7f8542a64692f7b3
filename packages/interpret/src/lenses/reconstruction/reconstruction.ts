import type { Lens, LensAnswer, LensContext, LensProgress, NdArray } from "@ganlens/core";
import { disposeModel } from "@ganlens/models";
import * as z from "zod";
import { autoencoderArtifact } from "../../autoencoders/autoencoder-artifact.ts";
import { beginNetworks } from "../../autoencoders/begin-networks.ts";
import { codeSizeOf } from "../../autoencoders/code-size.ts";
import { autoencoderSteps } from "../../autoencoders/efforts.ts";
import { fitAutoencoder } from "../../autoencoders/fit-autoencoder.ts";
import type { FittedNetwork } from "../../autoencoders/fit-stored.ts";
import { proposedSpec } from "../../autoencoders/proposed-spec.ts";
import { findFault } from "../../faults/faults.ts";
import { plantOrReason } from "../../faults/plant-or-reason.ts";
import { isOwnHeldOut } from "../../real/control-images.ts";
import { isCollapsed } from "../../sets/collapse.ts";
import { differentRows } from "../../sets/different-rows.ts";
import { bothDomains, type Domain } from "../../sets/domains.ts";
import { keepLatents } from "../../sets/keep-latents.ts";
import { withPixelsShuffled } from "../../sets/scrambled.ts";
import { keptWords } from "../../words/kept-words.ts";
import { collapsedResult } from "../collapsed-result.ts";
import { staged } from "../staged.ts";
import { reconstructionAnswer } from "./answer.ts";
import { chanceMeasures, exceedanceMeasures, exceedances, type PlantedErrors } from "./exceedance.ts";
import { reconstructionFigures } from "./figures.ts";
import { type Readings, reconstructionMeasures } from "./measures.ts";
import { readImages } from "./reading.ts";
import { reconstructionVerdicts, spikeIn } from "./verdicts.ts";

/** Settings of {@link reconstruction}. */
export interface ReconstructionOptions {
  /** Code size at which a nested autoencoder is read; others have their own. */
  readonly code: number;
  /** Steps that each autoencoder is trained for; by default as the effort says. */
  readonly steps?: number;
}

/**
 * The article's own reading: an autoencoder learns real images and is shown generated ones, and the other way round.
 *
 * Generate a batch, encode it, decode it, and explain the generator by what comes back and what does not.
 */
export const reconstruction: Lens<ReconstructionOptions> = {
  specificationVersion: 1,
  id: "reconstruction",
  question:
    "How well do the generator's images fit what an autoencoder learned from real data, and the other way round?",
  needs: ["images", "real-data"],
  options: z.strictObject({
    code: z.int().positive().default(16),
    steps: z.int().positive().exactOptional(),
  }),
  async *run(subject, options, context): AsyncGenerator<LensProgress, LensAnswer> {
    const progress = (stage: string, done: number): LensProgress => ({
      type: "lens-progress",
      lens: "reconstruction",
      stage,
      done,
    });
    const spec = proposedSpec(subject);
    const code = codeSizeOf(spec, options.code);

    yield progress("generating", 0);
    const { real, generated } = await bothDomains(subject, { seed: context.seed, context });
    if (isCollapsed(generated.heldOut.x, real.heldOut.x)) {
      return collapsedResult(generated.heldOut.x, context);
    }
    const steps = options.steps ?? autoencoderSteps[context.effort];
    const fit = { spec, seed: context.seed, steps };
    const fitted: FittedNetwork[] = [];
    let readings: Readings;
    let planted: PlantedErrors;
    await beginNetworks(
      [real, generated].map(({ train }) => ({ ...fit, images: train })),
      context,
    );
    try {
      fitted.push(
        yield* staged(fitAutoencoder({ ...fit, images: real.train, context }), (done) =>
          progress("training an autoencoder on real images", 0.05 + 0.42 * done),
        ),
      );
      fitted.push(
        yield* staged(fitAutoencoder({ ...fit, images: generated.train, context }), (done) =>
          progress("training an autoencoder on generated images", 0.47 + 0.42 * done),
        ),
      );
      yield progress("encoding and decoding", 0.9);
      const [ofReal, ofGenerated] = fitted as [FittedNetwork, FittedNetwork];
      readings = await readAll({ ofReal, ofGenerated, real, generated, code, context });
      planted = await plantedErrors(ofReal, real, { code, context });
    } finally {
      for (const { model } of fitted) disposeModel(model);
    }
    const [ofReal, ofGenerated] = fitted as [FittedNetwork, FittedNetwork];
    const sets = { real: real.heldOut, generated: generated.heldOut };
    const words = keptWords(subject);
    const exceeding = exceedances(readings, {
      planted,
      different: differentRows(generated.heldOut.x),
      draws: context.effort === "normal" ? 5 : 1,
      random: context.random.split("placebo"),
    });
    const measures = reconstructionMeasures({ readings, sets, words, context });
    const figures = await reconstructionFigures({ readings, sets, words, context });
    const kept = await keepLatents(generated.heldOut.latents, { id: "held-out-latents", context });
    return {
      answer: reconstructionAnswer(exceeding, measures, words),
      ...reconstructionVerdicts(exceeding, {
        kept: words.kept,
        effort: context.effort,
        isOwnSource: await isOwnHeldOut(subject),
        variance: measures.variance.value ?? 1,
      }),
      measures: [...exceedanceMeasures(exceeding, words.kept), ...measures.all, ...chanceMeasures(exceeding)],
      figures: figures.figures,
      evidence: [
        {
          id: "worst-generated",
          claim: `generated images that fit worst, by row of ${kept.place}`,
          seed: context.seed,
          ...kept.named,
          indices: figures.worstGenerated,
          models: [ofReal.hash],
        },
        {
          id: "worst-real",
          claim: "real images that fit worst into what was learned from generated ones",
          sampleIds: figures.worstReal.map((row) => real.heldOut.ids?.[row] ?? String(row)),
          models: [ofGenerated.hash],
        },
      ],
      artifacts: [
        autoencoderArtifact(ofReal, { learned: "real", code }),
        autoencoderArtifact(ofGenerated, { learned: "generated", code }),
        ...kept.artifacts,
      ],
    };
  },
};

/** What the autoencoder of real images loses of unseen ones with a fault planted in them. */
async function plantedErrors(
  ofReal: FittedNetwork,
  { heldOut, train }: Domain,
  { code, context }: { readonly code: number | undefined; readonly context: LensContext },
): Promise<PlantedErrors> {
  const random = context.random.split("spike-in");
  const fault = findFault(spikeIn.fault);
  const images = plantOrReason(fault, { images: heldOut.x, training: train.x, random }, spikeIn.strength);
  if ("reason" in images) return images;
  const { errors } = await readImages(ofReal.model, images, { code, name: "planted", context });
  return errors;
}

/** Every pairing of the two autoencoders with held-out images, and the controls. */
async function readAll({
  ofReal,
  ofGenerated,
  real,
  generated,
  code,
  context,
}: {
  readonly ofReal: FittedNetwork;
  readonly ofGenerated: FittedNetwork;
  readonly real: Domain;
  readonly generated: Domain;
  readonly code: number | undefined;
  readonly context: LensContext;
}): Promise<Readings> {
  const read = (fitted: FittedNetwork, images: NdArray, name: string) =>
    readImages(fitted.model, images, { code, name, context });
  const random = context.random.split("controls");
  return {
    realOnReal: await read(ofReal, real.heldOut.x, "real on real"),
    realOnGenerated: await read(ofReal, generated.heldOut.x, "real on generated"),
    generatedOnReal: await read(ofGenerated, real.heldOut.x, "generated on real"),
    generatedOnGenerated: await read(ofGenerated, generated.heldOut.x, "generated on generated"),
    realOnShuffled: await read(
      ofReal,
      withPixelsShuffled(generated.heldOut.x, random.split("generated")),
      "shuffled 1",
    ),
    generatedOnShuffled: await read(
      ofGenerated,
      withPixelsShuffled(real.heldOut.x, random.split("real")),
      "shuffled 2",
    ),
  };
}
