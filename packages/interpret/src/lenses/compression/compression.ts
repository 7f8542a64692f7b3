import type { Lens, LensAnswer, LensProgress } from "@ganlens/core";
import { disposeModel } from "@ganlens/models";
import * as z from "zod";
import { autoencoderArtifact } from "../../autoencoders/autoencoder-artifact.ts";
import { beginNetworks } from "../../autoencoders/begin-networks.ts";
import { autoencoderSteps, effortSeeds } from "../../autoencoders/efforts.ts";
import { fitAutoencoder } from "../../autoencoders/fit-autoencoder.ts";
import type { FittedNetwork } from "../../autoencoders/fit-stored.ts";
import { codeSizesFor, nestedSpec } from "../../autoencoders/nested-spec.ts";
import { isCollapsed } from "../../sets/collapse.ts";
import { bothDomains, type Domain, generatedDomain } from "../../sets/domains.ts";
import { withImagesMixed } from "../../sets/scrambled.ts";
import { keptWords } from "../../words/kept-words.ts";
import { collapsedResult } from "../collapsed-result.ts";
import { staged } from "../staged.ts";
import { compressionAnswer } from "./answer.ts";
import {
  autoencoderCurve,
  type DomainCurves,
  principalComponentCurve,
  type RateDistortion,
} from "./curves.ts";
import { compressionFigures } from "./figures.ts";
import { judgeCompression } from "./judge.ts";
import { compressionMeasures } from "./measures.ts";
import { compressionVerdicts } from "./verdicts.ts";

/** Settings of {@link compression}. */
export interface CompressionOptions {
  /** Steps that each autoencoder is trained for; by default as the effort says. */
  readonly steps?: number;
}

/**
 * Rate–distortion curves: how much of real and of generated images comes back from codes of 2, 4, … 64 numbers.
 *
 * Principal components of one size decide what is said; the autoencoders of all sizes stand beside them as numbers. Both sides have the
 * same number of images, steps and seeds.
 */
export const compression: Lens<CompressionOptions> = {
  specificationVersion: 1,
  id: "compression",
  question: "How well do the generator's images compress, compared with real ones?",
  needs: ["images", "real-data"],
  options: z.strictObject({ steps: z.int().positive().exactOptional() }),
  async *run(subject, options, context): AsyncGenerator<LensProgress, LensAnswer> {
    const progress = (stage: string, done: number): LensProgress => ({
      type: "lens-progress",
      lens: "compression",
      stage,
      done,
    });
    yield progress("generating", 0);
    const { real, generated } = await bothDomains(subject, { seed: context.seed, context });
    if (isCollapsed(generated.heldOut.x, real.heldOut.x))
      return collapsedResult(generated.heldOut.x, context);

    const judgement = yield* staged(judgeCompression(subject, generated, context), (done) =>
      progress("compressing with principal components", 0.02 + 0.1 * done),
    );

    const spec = nestedSpec(subject);
    const sizes = codeSizesFor(subject);
    const steps = options.steps ?? autoencoderSteps[context.effort];
    const seeds = effortSeeds(context.effort, context.seed);
    const requestOf = ({ train: images }: Domain, seed: number) => ({ spec, images, seed, steps });
    await beginNetworks(
      [...seeds.map((seed) => requestOf(real, seed)), requestOf(generated, context.seed)],
      context,
    );
    const curvesOf = async function* (
      domainOf: (seed: number) => Domain | Promise<Domain>,
      start: number,
    ): AsyncGenerator<LensProgress, DomainCurves> {
      const first = await domainOf(context.seed);
      const { name } = first.train;
      let ahead: Domain | undefined;
      const perSeed: RateDistortion[] = [];
      const autoencoders: FittedNetwork[] = [];
      let mixed: RateDistortion | undefined;
      for (const [i, seed] of seeds.entries()) {
        const domain = i === 0 ? first : (ahead ?? (await domainOf(seed)));
        const next = seeds[i + 1];
        ahead = undefined;
        if (next !== undefined && context.shared !== undefined) {
          ahead = await domainOf(next);
          await beginNetworks([requestOf(ahead, next)], context);
        }
        const fit = fitAutoencoder({ ...requestOf(domain, seed), context });
        const fitted = yield* staged(fit, (done) =>
          progress(
            `training an autoencoder on ${name} images${seeds.length > 1 ? ` (seed ${i + 1} of ${seeds.length})` : ""}`,
            start + (0.4 * (i + done)) / seeds.length,
          ),
        );
        const { model } = fitted;
        try {
          perSeed.push(await autoencoderCurve(model, domain, { sizes, context }));
          if (i === 0) {
            const x = withImagesMixed(domain.heldOut.x, context.random.split(`mixed/${name}`));
            mixed = await autoencoderCurve(
              model,
              { heldOut: { ...domain.heldOut, name: `mixed ${name}`, x } },
              { sizes, context },
            );
          }
        } finally {
          disposeModel(model);
        }
        autoencoders.push(fitted);
      }
      yield progress(`principal components of ${name} images`, start + 0.41);
      return {
        perSeed,
        autoencoders,
        principalComponents: principalComponentCurve(first, { sizes, context }),
        mixed: mixed as RateDistortion,
      };
    };
    const ofReal = yield* curvesOf(() => real, 0.13);
    const ofGenerated = yield* curvesOf(
      (seed) => (seed === context.seed ? generated : generatedDomain(subject, real, { seed, context })),
      0.56,
    );
    const curves = { real: ofReal, generated: ofGenerated };
    const measures = compressionMeasures(curves, judgement);
    const words = keptWords(subject);
    return {
      answer: compressionAnswer(judgement, measures),
      verdicts: compressionVerdicts(judgement, context.effort),
      controls: judgement.controls,
      measures: measures.all,
      figures: compressionFigures(curves, words),
      evidence: [
        {
          id: "real-autoencoders",
          claim: "the autoencoders of real images",
          seed: context.seed,
          models: ofReal.autoencoders.map(({ hash }) => hash),
        },
        {
          id: "generated-autoencoders",
          claim: "the autoencoders of generated images",
          seed: context.seed,
          models: ofGenerated.autoencoders.map(({ hash }) => hash),
        },
      ],
      artifacts: [
        ...ofReal.autoencoders.map((fitted) => autoencoderArtifact(fitted, { learned: "real" })),
        ...ofGenerated.autoencoders.map((fitted) => autoencoderArtifact(fitted, { learned: "generated" })),
      ],
    };
  },
};
