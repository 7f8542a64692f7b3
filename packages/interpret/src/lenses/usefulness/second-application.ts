import type { Figure, LensContext, LensProgress, Measure, Subject } from "@ganlens/core";
import { disposeModel } from "@ganlens/models";
import { beginNetworks } from "../../autoencoders/begin-networks.ts";
import { codeSizeOf } from "../../autoencoders/code-size.ts";
import { autoencoderSteps } from "../../autoencoders/efforts.ts";
import { fitAutoencoder } from "../../autoencoders/fit-autoencoder.ts";
import type { FittedNetwork } from "../../autoencoders/fit-stored.ts";
import { proposedSpec } from "../../autoencoders/proposed-spec.ts";
import type { ControlImages } from "../../real/control-images.ts";
import { bothDomains } from "../../sets/domains.ts";
import type { ImageSet } from "../../sets/image-set.ts";
import { staged } from "../staged.ts";
import { type AnomalyFindings, anomalyDetection, toldWell } from "./anomaly.ts";
import { anomalyFigures } from "./figures.ts";
import { badFits, type Flagged, nearCopies } from "./flagged.ts";
import { anomalyMeasures } from "./measures.ts";

/** What the autoencoders say: of corrupted images, and of generated ones. */
export interface Second {
  readonly findings: AnomalyFindings;
  readonly flagged: readonly Flagged[];
  readonly models: readonly string[];
}

/** The settings that it goes by. */
export interface SecondOptions {
  readonly code: number;
  readonly steps?: number;
}

/** Trains the pair of autoencoders, as the lens `reconstruction` does, and lets them look for what does not belong. */
export async function* anomalies(
  subject: Subject,
  {
    options,
    suspect,
    images,
    context,
  }: {
    readonly options: SecondOptions;
    readonly suspect: ImageSet;
    readonly images: ControlImages;
    readonly context: LensContext;
  },
): AsyncGenerator<LensProgress, Second> {
  const { progress } = context;
  const spec = proposedSpec(subject);
  const code = codeSizeOf(spec, options.code);
  const domains = await bothDomains(subject, { seed: context.seed, context });
  const steps = options.steps ?? autoencoderSteps[context.effort];
  const fit = { spec, seed: context.seed, steps };
  const kinds = ["real", "generated"] as const;
  await beginNetworks(
    kinds.map((kind) => ({ ...fit, images: domains[kind].train })),
    context,
  );
  const fitted: FittedNetwork[] = [];
  try {
    for (const [i, kind] of kinds.entries()) {
      fitted.push(
        yield* staged(fitAutoencoder({ ...fit, images: domains[kind].train, context }), (done) =>
          progress(`training an autoencoder on ${kind} images`, 0.05 + 0.2 * (i + done)),
        ),
      );
    }
    const [real, generated] = fitted as [FittedNetwork, FittedNetwork];
    yield progress("looking for what does not belong", 0.45);
    const autoencoders = { real: real.model, generated: generated.model };
    const findings = await anomalyDetection({ autoencoders, code, domains, context });
    yield progress("looking for images that others flag", 0.55);
    const flagged = [
      await nearCopies(suspect.x, images),
      await badFits(suspect.x, { autoencoder: real.model, code, heldOut: domains.real.heldOut.x }),
    ];
    return { findings, flagged, models: [real.hash, generated.hash] };
  } finally {
    for (const { model } of fitted) disposeModel(model);
  }
}

/** Corruptions that either autoencoder tells well, of how many. */
export function toldBy(
  second: Second | undefined,
): { readonly generated: number; readonly real: number; readonly of: number } | undefined {
  if (second === undefined) return undefined;
  const generated = toldWell(second.findings, "autoencoder of generated images");
  const real = toldWell(second.findings, "autoencoder of real images");
  return { generated: generated.told, real: real.told, of: generated.of };
}

export const secondMeasures = (second: Second | undefined): readonly Measure[] =>
  second === undefined ? [] : anomalyMeasures(second.findings);
export const secondFigures = (second: Second | undefined): readonly Figure[] =>
  second === undefined ? [] : anomalyFigures(second.findings);
