import { asMatrix, ConfigInvalidError } from "@ganlens/core";
import type { Dataset } from "@ganlens/datasets";
import { principalComponents } from "@ganlens/metrics";
import { architectureOf, initialiseFromPca, type ModelSpec } from "@ganlens/models";
import { type AutoencoderConfig, autoencoderConfigSchema } from "../config/autoencoder-config.ts";
import { fitAutoencoderModel } from "../config/fit-models.ts";
import type { Game } from "../engine/game.ts";
import { nestedAutoencoderObjective } from "../objectives/nested-autoencoder-objective.ts";
import { reconstructionObjective } from "../objectives/reconstruction-objective.ts";
import type { Trainer } from "./trainer.ts";

/** What a nested autoencoder begins with: the principal components of its data, and PCA's own error at each code size. */
interface PrincipalStart {
  readonly codes: readonly number[];
  readonly mean: Float64Array;
  readonly components: { readonly data: Float64Array; readonly shape: readonly number[] };
  readonly errors: readonly number[];
}

/**
 * An autoencoder that learns min E‖x − D(E(x))‖² (mean over pixels), with what its configuration adds: corrupted images to encode, a
 * sparse code, a code of small slope, decay.
 *
 * A nested autoencoder, which takes a prefix mask beside the image, starts at PCA and sees one random code size for each sample, its
 * error divided by PCA's own at that size: the expected loss is the mean over all code sizes, each weighing the same, at the price
 * of one pass.
 */
export const autoencoder: Trainer<AutoencoderConfig, PrincipalStart | null> = {
  id: "autoencoder",
  description: "An autoencoder that rebuilds its images from a code.",
  schema: autoencoderConfigSchema,
  fit(config, info) {
    const fitted = fitAutoencoderModel(config, info);
    assertTermsFit(fitted);
    return fitted;
  },
  subject: (_, info) => ({ shape: info.shape }),
  prepare: (config, dataset) => principalStart(config.autoencoder, dataset),
  game(config, _, start): Game {
    return {
      players: [
        { name: "autoencoder", model: config.autoencoder, optimizer: config.optimizer, saved: "always" },
      ],
      objective: start === null ? reconstructionObjective(config) : nestedAutoencoderObjective(start),
      falling: ["autoencoder"],
      rateSchedule: config.rateSchedule,
      ...(start === null
        ? {}
        : {
            initialise: ({ network }) =>
              initialiseFromPca(network("autoencoder"), {
                mean: { data: start.mean, shape: [start.mean.length] },
                components: start.components,
              }),
          }),
    };
  },
};

async function principalStart(spec: ModelSpec, dataset: Dataset): Promise<PrincipalStart | null> {
  const { codes } = spec as { codes?: unknown };
  if (!Array.isArray(codes)) return null;
  const sizes = codes as number[];
  const data = asMatrix((await dataset.all()).x);
  const { mean, components, variances, totalVariance } = principalComponents({
    data,
    components: sizes.at(-1) as number,
    fill: true,
  });
  const least = 1e-3 * totalVariance;
  const errors = sizes.map((size) =>
    Math.max(totalVariance - variances.slice(0, size).reduce((sum, value) => sum + value, 0), least),
  );
  return { codes: sizes, mean, components, errors };
}

/** @throws {ConfigInvalidError} for terms that the network cannot have */
function assertTermsFit(config: AutoencoderConfig): void {
  const { autoencoder: spec, sparsity } = config;
  const asked = (["corruption", "sparsity", "contraction", "decay"] as const).filter(
    (key) => config[key] !== undefined,
  );
  if (asked.length === 0) return;
  const { codes, activation } = spec as { codes?: unknown; activation?: unknown };
  const [first] = asked;
  if (codes !== undefined || architectureOf(spec).role !== "autoencoder") {
    throw new ConfigInvalidError({
      message: `Setting "${first}": expected an autoencoder with a code of one size, received ${spec.architecture}.`,
      hint: "Take dense-autoencoder or conv-autoencoder.",
    });
  }
  if (sparsity?.kind === "divergence" && activation !== "sigmoid") {
    throw new ConfigInvalidError({
      message: `Setting "sparsity": expected a code in (0, 1) for kind=divergence, received ${spec.architecture} with activation=${String(activation ?? "none")}.`,
      hint: "Set autoencoder.architecture=dense-autoencoder and autoencoder.activation=sigmoid, or sparsity.kind=absolute.",
    });
  }
}
