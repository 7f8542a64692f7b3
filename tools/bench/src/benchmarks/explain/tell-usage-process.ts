import { writeFileSync } from "node:fs";

// Loaded before a program whose usage is wanted: it is known in whole, with all threads, when the process ends.
process.on("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const usage = { processorSeconds: (userCPUTime + systemCPUTime) / 1e6, peakMegabytes: maxRSS / 1024 };
  writeFileSync(process.env.GANLENS_BENCH_USAGE as string, JSON.stringify(usage));
});
