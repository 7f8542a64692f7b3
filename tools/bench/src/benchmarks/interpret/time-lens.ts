import { cpuUsage } from "node:process";
import type { Effort, Lens, LensResult, RunStore, Subject } from "@ganlens/core";
import { explain } from "@ganlens/interpret";
import { rssMegabytes } from "../sets/rss-megabytes.ts";

/** What one lens took to answer. */
export interface LensTime {
  readonly seconds: number;
  /** Of all threads of this process together: a busy machine lengthens these less. */
  readonly processorSeconds: number;
  /** Resident memory at its most over what there was at the start, looked at ten times a second and at every sign of life; MB of 2²⁰ bytes. */
  readonly peakMegabytes: number;
  readonly result: LensResult;
}

/** Asks one lens as the demo does; what it trains and draws stays in the store for the next one. */
export async function timeLens(
  lens: Lens,
  {
    subject,
    store,
    effort,
  }: { readonly subject: Subject; readonly store: RunStore; readonly effort: Effort },
): Promise<LensTime> {
  const held = rssMegabytes();
  let peak = held;
  const look = (): void => {
    peak = Math.max(peak, rssMegabytes());
  };
  const watch = setInterval(look, 100);
  const [start, before] = [performance.now(), cpuUsage()];
  const events = explain({ subject, lenses: [lens], store, effort, seed: 0, replace: true });
  let next = await events.next().finally(look);
  try {
    while (!next.done) next = await events.next().finally(look);
  } finally {
    clearInterval(watch);
  }
  const [result] = next.value;
  const { user, system } = cpuUsage(before);
  if (result === undefined) throw new Error(`Expected an answer of the lens ${lens.id}.`);
  return {
    seconds: (performance.now() - start) / 1000,
    processorSeconds: (user + system) / 1e6,
    peakMegabytes: peak - held,
    result,
  };
}
