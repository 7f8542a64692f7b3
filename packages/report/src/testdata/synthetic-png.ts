import { encode } from "fast-png";

/** A greyscale PNG whose pixel (x, y) has the given brightness in [0, 1]. */
export function syntheticPng(
  width: number,
  height: number,
  brightness: (x: number, y: number) => number = (x, y) => (x + y) / (width + height),
): Uint8Array {
  const data = Uint8Array.from({ length: width * height }, (_, at) =>
    Math.round(255 * Math.min(1, Math.max(0, brightness(at % width, Math.floor(at / width))))),
  );
  return encode({ width, height, data, channels: 1, depth: 8 });
}

/** A grid of 28 × 28 tiles, each with a ring of its own size and place. */
export function syntheticGrid(columns: number, rows: number): Uint8Array {
  return syntheticPng(columns * 28, rows * 28, (x, y) => {
    const [column, row] = [Math.floor(x / 28), Math.floor(y / 28)];
    const phase = column * 1.7 + row * 0.9;
    const [dx, dy] = [(x % 28) - 14 - 2 * Math.sin(phase), (y % 28) - 14 - 2 * Math.cos(phase)];
    const radius = Math.hypot(dx * (1 + 0.4 * Math.sin(phase * 2)), dy);
    return 1.3 - Math.abs(radius - 7 - 2 * Math.sin(phase * 3)) / 2.2;
  });
}
