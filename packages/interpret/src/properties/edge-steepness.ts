import type { PropertyImage } from "./property.ts";

/** Steps between neighbours below this share of the strongest are no edges. */
const edgesFrom = 0.5;

/** The mean step between neighbouring pixels over all edges, as a share of the image's contrast; 0 for a flat image. */
export function edgeSteepness({ grey, height, width }: PropertyImage): number {
  const steps: number[] = [];
  let [least, most, strongest] = [1, 0, 0];
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const value = grey[row * width + column] as number;
      least = Math.min(least, value);
      most = Math.max(most, value);
      const right = column + 1 < width ? (grey[row * width + column + 1] as number) - value : 0;
      const down = row + 1 < height ? (grey[(row + 1) * width + column] as number) - value : 0;
      const step = Math.max(Math.abs(right), Math.abs(down));
      strongest = Math.max(strongest, step);
      steps.push(step);
    }
  }
  const edges = steps.filter((step) => step >= edgesFrom * strongest);
  if (strongest === 0) return 0;
  return edges.reduce((sum, step) => sum + step, 0) / edges.length / (most - least);
}
