import { Option } from "commander";
import { wholeNumber } from "./whole-number.ts";

/** `--threads N`: how many parts of the work are done at once; it never changes a byte. */
export function threadsOption(): Option {
  return new Option(
    "--threads <n>",
    "how many cores work at once; all of them, if left out. Results do not depend on it",
  ).argParser(wholeNumber(1));
}
