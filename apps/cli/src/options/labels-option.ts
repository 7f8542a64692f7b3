import { InvalidArgumentError, Option } from "commander";

/** `--labels 3` or `--labels 0,1,2`: which classes are asked for. */
export function labelsOption(description: string): Option {
  return new Option("--labels <class,…>", description).argParser((text) => {
    const labels = text.split(",").map((part) => (/^\s*\d{1,7}\s*$/.test(part) ? Number(part) : Number.NaN));
    if (labels.some(Number.isNaN)) {
      throw new InvalidArgumentError("Expected classes as numbers from 0, as in 3 or 0,1,2.");
    }
    return labels;
  });
}
