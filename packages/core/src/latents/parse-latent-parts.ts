import { ConfigInvalidError } from "../errors/config-invalid-error.ts";

/** One part of the noise as a person writes it. */
export interface WrittenPart {
  readonly prior: "normal" | "uniform";
  readonly size: number;
  readonly low?: number;
  readonly high?: number;
}

const pattern = /^(normal|uniform):(\d{1,7})(?::(-?\d+(?:\.\d+)?):(-?\d+(?:\.\d+)?))?$/;

/**
 * Reads what a generator is drawn from: `normal:100`, `uniform:64` (from −1 to 1), `uniform:64:0:1`, or several of them with
 * commas between, one for each input.
 *
 * @throws {ConfigInvalidError} for anything else: no prior is taken for another
 */
export function parseLatentParts(text: string): readonly WrittenPart[] {
  return text.split(",").map((part) => {
    const [, prior, size, low, high] = pattern.exec(part.trim()) ?? [];
    const ordered = low === undefined || Number(low) < Number(high);
    const bounded = low === undefined || prior === "uniform";
    if (prior === undefined || Number(size) === 0 || !ordered || !bounded) {
      throw new ConfigInvalidError({
        message: `Expected a prior and a size for each part of the noise, received "${part}".`,
        hint: "For example normal:100, uniform:64 (from −1 to 1) or uniform:64:0:1; a file of latents can be given by its path.",
      });
    }
    return {
      prior: prior as "normal" | "uniform",
      size: Number(size),
      ...(low === undefined ? {} : { low: Number(low), high: Number(high) }),
    };
  });
}
