import type { GaussianMixture } from "./gaussian-mixture.ts";

const positions = [-4, -2, 0, 2, 4];
const cells = positions.flatMap((x, column) => positions.map((y, row) => ({ x, y, column, row })));

/**
 * Twenty-five Gaussians on the grid {−4, −2, 0, 2, 4}², standard deviation 0.05.
 *
 * @see Lin, Khetan, Fanti, Oh 2018, PacGAN
 */
export const gridMixture: GaussianMixture = {
  centres: cells.map(({ x, y }) => [x, y]),
  standardDeviation: 0.05,
  modes: cells.map(({ x, y }) => `(${x}, ${y})`),
  factors: [
    { name: "x", size: positions.length, values: positions },
    { name: "y", size: positions.length, values: positions },
  ],
  factorValues: cells.map(({ column, row }) => [column, row]),
};
