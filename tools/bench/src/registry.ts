import type { Benchmark } from "./benchmark.ts";
import { metricsBenchmark } from "./benchmarks/metrics.ts";
import { randomBenchmark } from "./benchmarks/random.ts";

/** All benchmarks that `pnpm bench NAME` knows. */
export const benchmarks: readonly Benchmark[] = [metricsBenchmark, randomBenchmark];
