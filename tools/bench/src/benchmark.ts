/** How long one way of doing something takes. */
export interface Timing {
  readonly name: string;
  /** Median time of one item (a number drawn, an image generated), in nanoseconds. */
  readonly nanosecondsPerItem: number;
}

interface Question {
  readonly name: string;
  /** What is compared with what. */
  readonly question: string;
}

/** A benchmark whose result is one list of timings. */
export interface TimingBenchmark extends Question {
  /** What one item is, for the table. */
  readonly item: string;
  /** Timings; ratios are taken to the first. */
  run(): Promise<readonly Timing[]>;
}

/** A benchmark that prints its own table. */
export interface ReportBenchmark extends Question {
  /**
   * @param options what stands behind the name on the command line
   * @param print takes each line as soon as it is known
   */
  report(options: readonly string[], print: (line: string) => void): Promise<void>;
}

/** What `pnpm bench NAME` runs: one file of its own under `benchmarks/`, and one line in the registry. */
export type Benchmark = TimingBenchmark | ReportBenchmark;
