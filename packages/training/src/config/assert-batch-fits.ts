import { ConfigInvalidError } from "@ganlens/core";
import type { Dataset } from "@ganlens/datasets";
import type { RunConfig } from "./run-config.ts";

/** @throws {ConfigInvalidError} when the images of one update are more than the data have: some would be in it twice */
export function assertBatchFits(
  { batchSize, accumulate }: Pick<RunConfig, "batchSize" | "accumulate">,
  { info, size, split }: Pick<Dataset, "info" | "size" | "split">,
): void {
  const wanted = batchSize * accumulate;
  if (wanted <= size) return;
  const factors =
    accumulate === 1 ? `batchSize=${batchSize}` : `batchSize=${batchSize} × accumulate=${accumulate}`;
  throw new ConfigInvalidError({
    message: `Expected a batch of at most the ${size} samples of ${info.name} (${split}), received ${factors}, which is ${wanted}.`,
    hint: `Set batchSize to at most ${Math.max(2, Math.floor(size / accumulate))}.`,
  });
}
