import { do_not_optimize, measure } from "mitata";
import type { Timing } from "./benchmark.ts";

/** The median time that `run` takes, divided by the items it handles; warms up and repeats as mitata decides. */
export async function timePerItem(
  name: string,
  { items, run }: { items: number; run: () => unknown },
): Promise<Timing> {
  const { p50 } = await measure(async () => do_not_optimize(await run()), {});
  return { name, nanosecondsPerItem: p50 / items };
}
