import { readFileSync } from "node:fs";
import { availableParallelism, cpus, totalmem } from "node:os";
import type { MachineDescription } from "../choose/node-side.ts";

/** This machine, as far as it bears on speed. */
export function describeMachine(): MachineDescription {
  return {
    runtime: `node ${process.versions.node}`,
    platform: `${process.platform} ${process.arch}`,
    processor: cpus()[0]?.model.trim() || "unknown processor",
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    vectorInstructions: vectorInstructions(readProcessorFlags(), process.arch),
  };
}

/** The widest vector instructions among a processor's flags, as Linux lists them. */
export function vectorInstructions(flags: ReadonlySet<string>, architecture: string): string {
  if (architecture === "arm64") return "NEON, 128 bits";
  if (flags.has("avx512f")) return "AVX-512, 512 bits";
  if (flags.has("avx2")) return flags.has("fma") ? "AVX2 with FMA, 256 bits" : "AVX2, 256 bits";
  if (flags.has("avx")) return "AVX, 256 bits";
  return flags.size === 0 ? "unknown" : "SSE, 128 bits";
}

function readProcessorFlags(): ReadonlySet<string> {
  try {
    const line = /^flags\s*:(.*)$/m.exec(readFileSync("/proc/cpuinfo", "utf8"));
    return new Set((line?.[1] ?? "").split(" ").filter(Boolean));
  } catch {
    return new Set();
  }
}
