import { type Batch, type Latents, latentRows, rows, takeRows } from "@ganlens/core";
import type { StateBag } from "./state-bag.ts";

/** All that decides one round, or one shard of it, besides the weights; a message can carry it. */
export interface RoundInput {
  readonly step: number;
  readonly round: number;
  /** Which shard this is; 0 of the whole. */
  readonly shard: number;
  readonly batches: Readonly<Record<string, Batch>>;
  readonly latents?: Latents;
  readonly coefficients: Readonly<Record<string, number>>;
  readonly state: StateBag;
}

/** Samples `from` to `to − 1` of every batch and of the latents; batches are cut at the same shares. */
export function shardOf(
  whole: RoundInput,
  shard: number,
  { from, to, samples }: { readonly from: number; readonly to: number; readonly samples: number },
): RoundInput {
  const { latents, batches, ...rest } = whole;
  const at = (edge: number, count: number) => Math.floor((edge * count) / samples);
  return {
    ...rest,
    shard,
    batches: Object.fromEntries(
      Object.entries(batches).map(([name, batch]) => {
        const count = batch.ids.length;
        return [name, batchRows(batch, at(from, count), at(to, count))];
      }),
    ),
    ...(latents === undefined ? {} : { latents: ownLatents(latentRows(latents, from, to)) }),
  };
}

/** A part of a batch, in memory of its own: a message would carry all of the memory that it shares. */
function batchRows({ x, ids, labels, factors, masks }: Batch, from: number, to: number): Batch {
  const indices = Array.from({ length: to - from }, (_, i) => from + i);
  return {
    x: takeRows(x, indices),
    ids: ids.slice(from, to),
    ...(labels === undefined ? {} : { labels: labels.slice(from, to) }),
    ...(factors === undefined ? {} : { factors: rows(factors, from, to) }),
    ...(masks === undefined ? {} : { masks: rows(masks, from, to) }),
  };
}

function ownLatents({ z, labels }: Latents): Latents {
  return {
    z: { data: z.data.slice(), shape: z.shape },
    ...(labels === undefined ? {} : { labels: labels.slice() }),
  };
}
