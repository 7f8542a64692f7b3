import { cpuUsage } from "node:process";
import { finish, type Lens, type LensResult, type RunStore, type Subject } from "@ganlens/core";
import { explain } from "@ganlens/interpret";

/** What one lens took to answer at `quick`. */
export interface LensTime {
  readonly seconds: number;
  /** Of all threads of this process together: a busy machine lengthens these less. */
  readonly processorSeconds: number;
  readonly result: LensResult;
}

/** Asks one lens at `quick`, as the demo does; what it trains and draws stays in the store for the next one. */
export async function timeLens(
  lens: Lens,
  { subject, store }: { readonly subject: Subject; readonly store: RunStore },
): Promise<LensTime> {
  const [start, before] = [performance.now(), cpuUsage()];
  const [result] = await finish(explain({ subject, lenses: [lens], store, effort: "quick", seed: 0 }));
  const { user, system } = cpuUsage(before);
  if (result === undefined) throw new Error(`Expected an answer of the lens ${lens.id}.`);
  return {
    seconds: (performance.now() - start) / 1000,
    processorSeconds: (user + system) / 1e6,
    result,
  };
}
