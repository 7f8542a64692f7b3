import type { BackendName } from "@ganlens/backend";
import type { Lens } from "@ganlens/core";
import { lensRegistry } from "@ganlens/interpret";

/** In how many threads lenses are looked through, and on what. */
export interface LensThreads {
  readonly count: number;
  readonly backend: BackendName;
}

/** Backends that several threads of a process can have, each its own. */
const inThreads: readonly BackendName[] = ["wasm", "cpu"];

/** As many of the threads that may be used as have something to do: a lens alone trains one network after the other, unless it has several. */
export function threadsFor(lenses: readonly Lens[], { count, backend }: LensThreads): number {
  if (!inThreads.includes(backend)) return 1;
  const [first, ...others] = lenses;
  if (others.length > 0) return Math.min(count, lenses.length);
  const networks = lensRegistry.find(({ lens }) => lens.id === first?.id)?.networks ?? 0;
  return networks > 1 ? count : 1;
}
