import { availableParallelism } from "node:os";
import { Option } from "commander";
import { wholeNumber } from "./whole-number.ts";

/** More threads than these were not measured, and each takes memory of its own. */
const usual = 2;

/** `--threads N`: how many shards of a batch, or lenses and the networks that they train, are at work at the same time. */
export function threadsOption(): Option {
  return new Option(
    "--threads <n>",
    "how much is done side by side, each thread with memory of its own; the results are the same",
  )
    .argParser(wholeNumber(1))
    .default(Math.min(usual, availableParallelism()));
}
