import { disentangledPrior } from "@ganlens/losses";
import * as z from "zod";
import type { LatentRegulariser } from "./latent-regulariser.ts";

/** Settings of {@link disentangledPriorOfMeans} and {@link disentangledPriorOfCodes}. */
export interface DisentangledPriorSettings {
  /** λ_o ≥ 0, of covariances. */
  readonly offDiagonalWeight: number;
  /** λ_d ≥ 0, of variances' distances from 1. */
  readonly diagonalWeight: number;
}

/**
 * DIP-VAE-I: λ_o Σ_{i ≠ j} C_ij² + λ_d Σ_i (C_ii − 1)² beside β KL, C = Cov μ over the batch.
 *
 * @see Kumar, Sattigeri, Balakrishnan 2018
 */
export const disentangledPriorOfMeans: LatentRegulariser<DisentangledPriorSettings> = ofKind("means", {
  offDiagonalWeight: 10,
  diagonalWeight: 100,
});

/**
 * DIP-VAE-II: λ_o Σ_{i ≠ j} C_ij² + λ_d Σ_i (C_ii − 1)² beside β KL, C = Cov μ + diag(E σ²) over the batch.
 *
 * @see Kumar, Sattigeri, Balakrishnan 2018
 */
export const disentangledPriorOfCodes: LatentRegulariser<DisentangledPriorSettings> = ofKind("codes", {
  offDiagonalWeight: 10,
  diagonalWeight: 10,
});

function ofKind(
  kind: "means" | "codes",
  defaults: DisentangledPriorSettings,
): LatentRegulariser<DisentangledPriorSettings> {
  return {
    settings: {
      offDiagonalWeight: z.number().nonnegative().default(defaults.offDiagonalWeight),
      diagonalWeight: z.number().nonnegative().default(defaults.diagonalWeight),
    },
    replacesDivergence: false,
    term({ offDiagonalWeight, diagonalWeight }, { mean, logVariance }) {
      const posterior = { mean, logVariance, kind };
      return {
        term: disentangledPrior({ ...posterior, offDiagonalWeight, diagonalWeight }),
        parts: {
          covariance: disentangledPrior({ ...posterior, offDiagonalWeight: 1, diagonalWeight: 0 }),
        },
      };
    },
  };
}
