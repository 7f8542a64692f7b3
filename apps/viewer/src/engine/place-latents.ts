/** Unit directions of z, row by row; without rows its single entries. */
export interface Directions {
  readonly count: number;
  readonly size: number;
  readonly data?: Float32Array;
}

/** z·d for each direction. */
export function coordinates(z: Float32Array, { count, size, data }: Directions): number[] {
  if (data === undefined) return [...z];
  return Array.from({ length: count }, (_, direction) => {
    let along = 0;
    for (let i = 0; i < size; i++) along += (z[i] as number) * (data[direction * size + i] as number);
    return along;
  });
}

/** z + Σ (v − z·d) d: the drawn point with the given coordinates along some of the directions, which are orthonormal. */
export function movedPoint(
  z: Float32Array,
  directions: Directions,
  along: Readonly<Record<string, number>>,
): Float32Array {
  const { count, size, data } = directions;
  const moved = z.slice();
  const now = coordinates(z, directions);
  for (const [name, value] of Object.entries(along)) {
    const direction = Number(name);
    const before = now[direction];
    if (before === undefined || direction >= count) continue;
    if (data === undefined) {
      moved[direction] = value;
      continue;
    }
    for (let i = 0; i < size; i++) {
      const unit = data[direction * size + i] as number;
      moved[i] = (moved[i] as number) + (value - before) * unit;
    }
  }
  return moved;
}

/** The entries of z themselves. */
export function inputDirections(size: number): Directions {
  return { count: size, size };
}
