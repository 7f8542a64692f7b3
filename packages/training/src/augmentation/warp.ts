/** Where a pixel of a changed image comes from, about the middle: u = a·x + b·y + right, v = c·x + d·y + down; in pixels. */
export interface Warp {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly right: number;
  readonly down: number;
}

/** Where nothing moves. */
export const samePlaces: Warp = { a: 1, b: 0, c: 0, d: 1, right: 0, down: 0 };

/** An image that was moved by the first, moved by the second: its pixels come from where the first had them from. */
export function afterWarp(first: Warp, second: Warp): Warp {
  const { a, b, c, d, right, down } = first;
  return {
    a: a * second.a + b * second.c,
    b: a * second.b + b * second.d,
    c: c * second.a + d * second.c,
    d: c * second.b + d * second.d,
    right: a * second.right + b * second.down + right,
    down: c * second.right + d * second.down + down,
  };
}
