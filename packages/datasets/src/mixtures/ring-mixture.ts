import type { GaussianMixture } from "./gaussian-mixture.ts";

const degrees = Array.from({ length: 8 }, (_, k) => 45 * k);

/**
 * Eight Gaussians on the unit circle, standard deviation 0.01.
 *
 * @see Lin, Khetan, Fanti, Oh 2018, PacGAN
 */
export const ringMixture: GaussianMixture = {
  centres: degrees.map((angle) => [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)]),
  standardDeviation: 0.01,
  modes: degrees.map((angle) => `${angle}°`),
  factors: [{ name: "angle", size: degrees.length, values: degrees }],
  factorValues: degrees.map((_, k) => [k]),
};
