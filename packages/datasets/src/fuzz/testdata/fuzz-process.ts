import { GanlensError } from "@ganlens/core";
import fc from "fast-check";
import { damaged } from "./damaged.ts";
import { fuzzedReaders } from "./fuzzed-readers.ts";

// node fuzz-process.ts READER CASES SEED: one line of JSON, or what a reader threw that it should not.
const [name = "", cases = "", seed = ""] = process.argv.slice(2);
const reader = fuzzedReaders[name];
if (reader === undefined) throw new RangeError(`No reader is called ${name}.`);
const seeds = reader.seeds();
for (const bytes of seeds) await reader.read(bytes);
const rest = process.memoryUsage.rss();
let [read, refused, slowest] = [0, 0, 0];
await fc.assert(
  fc.asyncProperty(damaged(seeds), async (bytes) => {
    const start = performance.now();
    try {
      await reader.read(bytes);
      read++;
    } catch (error) {
      if (!GanlensError.isInstance(error)) throw error;
      refused++;
    }
    slowest = Math.max(slowest, performance.now() - start);
  }),
  { numRuns: Number(cases), seed: Number(seed), endOnFailure: true },
);
// maxRSS is in kilobytes.
const grown = (1024 * process.resourceUsage().maxRSS - rest) / 2 ** 20;
process.stdout.write(JSON.stringify({ read, refused, slowest: Math.round(slowest), grown: Math.round(grown) }));
