import type { Benchmark } from "./benchmark.ts";
import { backendBenchmark } from "./benchmarks/backend/backend.ts";
import { dataBenchmark } from "./benchmarks/data/data.ts";
import { explainBenchmark } from "./benchmarks/explain/explain.ts";
import { importBenchmark } from "./benchmarks/import/import.ts";
import { interpretBenchmark } from "./benchmarks/interpret/interpret.ts";
import { metricsBenchmark } from "./benchmarks/metrics.ts";
import { qualityBenchmark } from "./benchmarks/quality/quality.ts";
import { randomBenchmark } from "./benchmarks/random.ts";
import { setsBenchmark } from "./benchmarks/sets/sets.ts";
import { trainingBenchmark } from "./benchmarks/training/training.ts";
import { viewerBenchmark } from "./benchmarks/viewer.ts";
import { workersBenchmark } from "./benchmarks/workers/workers.ts";

/** All benchmarks that `pnpm bench NAME` knows. */
export const benchmarks: readonly Benchmark[] = [
  backendBenchmark,
  dataBenchmark,
  explainBenchmark,
  importBenchmark,
  interpretBenchmark,
  metricsBenchmark,
  qualityBenchmark,
  randomBenchmark,
  setsBenchmark,
  trainingBenchmark,
  viewerBenchmark,
  workersBenchmark,
];
