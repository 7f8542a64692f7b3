import type { ImageLayout } from "./define-fault.ts";

/** The four ways to go by one pixel, as [rows, columns]. */
export const directions: readonly (readonly [down: number, right: number])[] = [
  [-1, 0],
  [1, 0],
  [0, -1],
  [0, 1],
];

/** Writes one image moved by whole pixels into `target`; what comes in repeats the image's edge. */
export function shiftImage(
  target: Float32Array,
  source: Float32Array,
  { height, width, channels }: ImageLayout,
  [down, right]: readonly [down: number, right: number],
): void {
  for (let row = 0; row < height; row++) {
    const fromRow = Math.min(height - 1, Math.max(0, row - down));
    for (let column = 0; column < width; column++) {
      const fromColumn = Math.min(width - 1, Math.max(0, column - right));
      for (let channel = 0; channel < channels; channel++) {
        target[(row * width + column) * channels + channel] = source[
          (fromRow * width + fromColumn) * channels + channel
        ] as number;
      }
    }
  }
}
