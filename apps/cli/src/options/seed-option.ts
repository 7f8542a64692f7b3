import { Option } from "commander";
import { wholeNumber } from "./whole-number.ts";

/** `--seed N`: the same seed gives the same run. */
export function seedOption(): Option {
  return new Option("--seed <n>", "the number that all randomness comes from").argParser(wholeNumber(0));
}
