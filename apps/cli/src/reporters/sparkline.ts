const heights = "▁▂▃▄▅▆▇█";

/**
 * The course of a number as small bars, the lowest and the highest of those shown at the ends of the scale; the middle one where
 * all are the same.
 *
 * @param values in their order; those that are not finite leave a gap
 */
export function sparkline(values: readonly number[]): string {
  const finite = values.filter(Number.isFinite);
  const [low, high] = [Math.min(...finite), Math.max(...finite)];
  const last = heights.length - 1;
  return values
    .map((value) => {
      if (!Number.isFinite(value)) return " ";
      const share = high > low ? (value - low) / (high - low) : 0.5;
      return heights[Math.round(share * last)];
    })
    .join("");
}

/** The course of a number over the whole of some work in a few bars: the mean of each stretch, stretches as long as they must be. */
export class Course {
  readonly #most: number;
  #means: number[] = [];
  #length = 1;
  #sum = 0;
  #count = 0;

  /** @param most bars at most; when there are more, two become one */
  constructor(most: number) {
    this.#most = most;
  }

  add(value: number): void {
    this.#sum += value;
    this.#count += 1;
    if (this.#count < this.#length) return;
    this.#means.push(this.#sum / this.#count);
    this.#sum = 0;
    this.#count = 0;
    if (this.#means.length <= this.#most) return;
    const pairs = Math.floor(this.#means.length / 2);
    const left = this.#means.slice(2 * pairs);
    this.#means = Array.from(
      { length: pairs },
      (_, i) => ((this.#means[2 * i] as number) + (this.#means[2 * i + 1] as number)) / 2,
    );
    // What has no partner begins the next stretch.
    for (const mean of left) {
      this.#sum = mean * this.#length;
      this.#count = this.#length;
    }
    this.#length *= 2;
  }

  toString(): string {
    return sparkline(this.#means);
  }
}
