import { readFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, totalmem } from "node:os";

/** Processor, its widest vectors, cores, memory, load and versions in one line: what timings depend on. */
export function describeMachine(): string {
  const memory = (totalmem() / 2 ** 30).toFixed(0);
  const model = cpus()[0]?.model ?? "unknown processor";
  const load = loadavg()[0]?.toFixed(1);
  return (
    `${model}, ${availableParallelism()} cores, ${vectors()}, ${memory} GiB; wasm computes in 128-bit vectors; ` +
    `Node ${process.versions.node}, ${process.platform}; load ${load} at the start`
  );
}

function vectors(): string {
  try {
    const flags = readFileSync("/proc/cpuinfo", "utf8");
    if (flags.includes("avx512f")) return "AVX-512";
    if (flags.includes("avx2")) return "AVX2";
    return flags.includes(" avx ") ? "AVX" : "128-bit vectors";
  } catch {
    return "vectors unknown";
  }
}
