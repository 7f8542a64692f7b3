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
import { anomalyFigures } from "./anomaly-figures.ts";
import { anomalyMeasures } from "./anomaly-measures.ts";
import { badFits, type Flagged, mostSurelyTold, nearCopies, repeated } from "./flagged.ts";

/** What the autoencoders say: of images that do not belong, and of generated ones. */
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
    const findings = await anomalyDetection({ subject, autoencoders, code, domains, context });
    yield progress("looking for images that others flag", 0.55);
    const flagged = [
      await nearCopies(suspect.x, images),
      await badFits(suspect.x, { autoencoder: real.model, code, heldOut: domains.real.heldOut.x }),
      await repeated(suspect.x),
      ...(images.fromHeldOut
        ? [
            await mostSurelyTold(suspect.x, {
              autoencoder: real.model,
              known: images.known,
              random: context.random.split("surely told"),
            }),
          ]
        : []),
    ];
    return { findings, flagged, models: [real.hash, generated.hash] };
  } finally {
    for (const { model } of fitted) disposeModel(model);
  }
}

/** What either autoencoder tells well, of how many. */
interface ToldOf {
  readonly generated: number;
  readonly real: number;
  readonly of: number;
}

/** What the autoencoders tell well: of corruptions, and of other data. */
export interface ToldWell {
  readonly corruptions: ToldOf;
  readonly otherData: ToldOf;
}

export function toldBy(second: Second | undefined): ToldWell | undefined {
  if (second === undefined) return undefined;
  const of = (source: "corruption" | "other data"): ToldOf => {
    const generated = toldWell(second.findings, source, "autoencoder of generated images");
    const real = toldWell(second.findings, source, "autoencoder of real images");
    return { generated: generated.told, real: real.told, of: generated.of };
  };
  return { corruptions: of("corruption"), otherData: of("other data") };
}

export const secondMeasures = (second: Second | undefined): readonly Measure[] =>
  second === undefined ? [] : anomalyMeasures(second.findings);
export const secondFigures = (
  second: Second | undefined,
  { real }: Pick<Subject, "real">,
): readonly Figure[] =>
  second === undefined
    ? []
    : anomalyFigures(second.findings, (label) => real?.dataset?.classes?.[label] ?? `class ${label}`);
