import type { Control, LensContext, NdArray } from "@ganlens/core";
import { powerBeside, silenceBeside } from "../../calibration/beside-control.ts";
import { findFault } from "../../faults/faults.ts";
import { plantOrReason } from "../../faults/plant-or-reason.ts";
import { type CompressionGap, compressionGap } from "./gap.ts";
import { type HeldOutVariance, heldOutVariance } from "./held-out-variance.ts";
import { dividedPool, type RealPool } from "./real-pool.ts";
import { type Statement, statements } from "./statements.ts";

/** The effort that the tables speak of: networks decide nothing here, so that what is said is made in the same way at every effort. */
export const decidedAs = { lens: "compression", effort: "quick" } as const;

/** The real images are divided at least so often: a single division that differs by chance would stand in every run of one seed. */
const leastDivisions = 3;

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
  const spikes = context.effort === "normal" ? 5 : 1;
  const draws = Math.max(leastDivisions, spikes);
  const placebos: CompressionGap[] = [];
  const gaps: (CompressionGap | { readonly reason: string })[][] = statements.map(() => []);
  let first: Omit<Controlled, "controls"> | undefined;
  for (let draw = 0; draw < draws; draw++) {
    const { reference: images, placebo } = dividedPool(pool, n, random.split(`division/${draw}`));
    const reference = heldOutVariance(images, size);
    yield (draw + 0.25) / draws;
    const judge = (looked: NdArray) => compressionGap(heldOutVariance(looked, size), reference);
    placebos.push(judge(placebo));
    first ??= { reference, placebo: placebos[0] as CompressionGap };
    yield (draw + 0.5) / draws;
    if (draw >= spikes) continue;
    for (const [i, { spike }] of statements.entries()) {
      const input = { images: placebo, training: images, random: random.split(`fault/${draw}`) };
      const planted = plantOrReason(findFault(spike.fault), input, spike.strength);
      gaps[i]?.push("reason" in planted ? planted : judge(planted));
      yield (draw + 0.75 + 0.25 * i) / draws;
    }
  }
  const { reference, placebo } = first as Omit<Controlled, "controls">;
  const controls = statements.flatMap((statement, i) => [
    placeboControl(statement, placebos),
    spikeControl(statement, gaps[i] ?? [], n),
  ]);
  return { reference, placebo, controls };
}

function placeboControl({ id, isSaid }: Statement, placebos: readonly CompressionGap[]): Control {
  const n = placebos[0]?.n ?? 0;
  return {
    id: `${id}-placebo`,
    kind: "placebo",
    title: `half of the real images in the generator's place (no ${id} than the other half)`,
    draws: placebos.length,
    found: placebos.filter((placebo) => !isSaid(placebo)).length,
    ...silenceBeside({ ...decidedAs, statement: id, n }),
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
  return {
    ...control,
    found: gaps.filter((gap) => "value" in gap && isSaid(gap)).length,
    ...powerBeside({ ...decidedAs, ...spike, statement: id, n }),
  };
}
