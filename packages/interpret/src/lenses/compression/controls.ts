import type { Control, LensContext, NdArray } from "@ganlens/core";
import { calibrationOf } from "../../calibration/calibration.ts";
import { findFault } from "../../faults/faults.ts";
import { plantOrReason } from "../../faults/plant-or-reason.ts";
import { type CompressionGap, compressionGap } from "./gap.ts";
import { type HeldOutVariance, heldOutVariance } from "./held-out-variance.ts";
import { dividedPool, type RealPool } from "./real-pool.ts";
import { type Statement, statements } from "./statements.ts";

/** The effort that the tables speak of: networks decide nothing here, so that what is said is made in the same way at every effort. */
export const decidedAs = { lens: "compression", effort: "quick" } as const;

export interface Controlled {
  /** Half of the real images: what the generator's are compared with. */
  readonly reference: HeldOutVariance;
  readonly placebo: CompressionGap;
  readonly controls: readonly Control[];
}

/**
 * Real images in the generator's place, clean and with a fault in them, each as often as the effort says: the real images are divided
 * anew for every draw. Yields the share of the work that is done.
 */
export async function* compressionControls({
  pool,
  n,
  size,
  context,
}: {
  readonly pool: RealPool;
  readonly n: number;
  readonly size: number;
  readonly context: LensContext;
}): AsyncGenerator<number, Controlled> {
  const random = context.random.split("controls");
  const draws = context.effort === "normal" ? 5 : 1;
  const gaps: (CompressionGap | { readonly reason: string })[][] = statements.map(() => []);
  let first: Omit<Controlled, "controls"> | undefined;
  for (let draw = 0; draw < draws; draw++) {
    const { reference: images, placebo } = dividedPool(pool, n, random.split(`division/${draw}`));
    const reference = heldOutVariance(images, size);
    yield (draw + 0.25) / draws;
    const judge = (looked: NdArray) => compressionGap(heldOutVariance(looked, size), reference);
    first ??= { reference, placebo: judge(placebo) };
    yield (draw + 0.5) / draws;
    for (const [i, { spike }] of statements.entries()) {
      const input = { images: placebo, training: images, random: random.split(`fault/${draw}`) };
      const planted = plantOrReason(findFault(spike.fault), input, spike.strength);
      gaps[i]?.push("reason" in planted ? planted : judge(planted));
      yield (draw + 0.75 + 0.25 * i) / draws;
    }
  }
  const { reference, placebo } = first as Omit<Controlled, "controls">;
  const controls = statements.flatMap((statement, i) => [
    placeboControl(statement, placebo),
    spikeControl(statement, gaps[i] ?? [], n),
  ]);
  return { reference, placebo, controls };
}

function placeboControl({ id, isSaid }: Statement, placebo: CompressionGap): Control {
  const silent = calibrationOf({ ...decidedAs, statement: id, n: placebo.n, condition: "null" });
  return {
    id: `${id}-placebo`,
    kind: "placebo",
    title: "half of the real images in the generator's place, against the other half",
    draws: 1,
    found: isSaid(placebo) ? 0 : 1,
    ...(silent === undefined ? {} : { calibration: { ...silent, found: silent.draws - silent.found } }),
  };
}

function spikeControl(
  { id, isSaid, spike }: Statement,
  gaps: readonly (CompressionGap | { readonly reason: string })[],
  n: number,
): Control {
  const title = findFault(spike.fault).title(spike.strength);
  const control = { id: `${id}-${spike.fault}`, kind: "spike-in", title, draws: gaps.length } as const;
  const unplanted = gaps.find((gap) => "reason" in gap);
  if (unplanted !== undefined) return { ...control, found: null, reason: unplanted.reason };
  const calibration = calibrationOf({ ...decidedAs, statement: id, n, condition: spike });
  return {
    ...control,
    found: gaps.filter((gap) => "value" in gap && isSaid(gap)).length,
    ...(calibration === undefined ? {} : { calibration }),
  };
}
