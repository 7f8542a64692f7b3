import { availableParallelism, totalmem } from "node:os";
import { getHeapStatistics } from "node:v8";
import type { Finding } from "./finding.ts";

const mebibyte = 2 ** 20;
/** The demo's networks, its data and its lenses, with room to spare. */
const enoughMemory = 1024 * mebibyte;

/** Memory and processors. */
export async function checkMachine(): Promise<readonly Finding[]> {
  const free = process.availableMemory();
  const heap = getHeapStatistics().heap_size_limit;
  const found = `${size(free)} free of ${size(totalmem())}; Node's own limit is ${size(heap)}`;
  return [
    {
      subject: "processors",
      state: "good",
      found: `${availableParallelism()}; the wasm backend computes on one of them`,
    },
    free >= enoughMemory
      ? { subject: "memory", state: "good", found }
      : {
          subject: "memory",
          state: "note",
          found,
          advice: `Close other programs: ${size(enoughMemory)} is comfortable.`,
        },
  ];
}

function size(bytes: number): string {
  return `${Math.round(bytes / mebibyte)} MiB`;
}
