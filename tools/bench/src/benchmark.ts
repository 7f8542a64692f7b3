/** How long one way of doing something takes. */
export interface Timing {
  readonly name: string;
  /** Median time of one item (a number drawn, an image generated), in nanoseconds. */
  readonly nanosecondsPerItem: number;
}

/** What `pnpm bench NAME` runs: one file of its own under `benchmarks/`, and one line in the registry. */
export interface Benchmark {
  readonly name: string;
  /** What is compared with what. */
  readonly question: string;
  /** What one item is, for the table. */
  readonly item: string;
  /** Timings; ratios are taken to the first. */
  run(): Promise<readonly Timing[]>;
}
