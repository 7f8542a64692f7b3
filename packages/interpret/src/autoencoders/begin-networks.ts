import { type LensContext, runLayout } from "@ganlens/core";
import { type NetworkRequest, provenanceOf } from "./network-request.ts";

/**
 * Says which networks will be asked for, so that threads that are free can train them meanwhile; those that the run folder has are
 * left out. Where a lens runs alone nothing happens: they are trained when they are asked for.
 */
export async function beginNetworks(
  requests: readonly NetworkRequest[],
  { store, shared }: Pick<LensContext, "store" | "shared">,
): Promise<void> {
  if (shared === undefined) return;
  for (const request of requests) {
    const { hash } = provenanceOf(request);
    if (!(await store.has(runLayout.madeFrom(hash)))) shared.begin(hash, request);
  }
}
