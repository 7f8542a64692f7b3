import { wordsOf } from "@ganlens/core";
import { useEffect, useMemo, useState } from "react";
import type { OpenRun } from "../run/open-run.ts";
import type { RunFiles } from "../run/run-files.ts";
import type { NetworkFacts } from "./messages.ts";
import { type StoredNetwork, storedAutoencoder, storedGenerator } from "./network-files.ts";
import { useEngine } from "./use-engine.ts";

/** A network that the worker has loaded, under its key; or why it could not. */
export interface UsedNetwork {
  readonly key: string;
  readonly facts: NetworkFacts | null;
  readonly problem: string | null;
}

/** Loads the generator of a step; the one before stays until it is there. */
export function useGenerator(run: OpenRun, step: number | null): UsedNetwork | null {
  return useNetwork(useMemo(() => storedGenerator(run, step), [run, step]));
}

/** Loads an autoencoder that a lens has trained. */
export function useAutoencoder(files: RunFiles, hash: string | null): UsedNetwork | null {
  return useNetwork(useMemo(() => (hash === null ? null : storedAutoencoder(files, hash)), [files, hash]));
}

function useNetwork(stored: StoredNetwork | null): UsedNetwork | null {
  const key = stored?.key ?? null;
  const { engine, status } = useEngine();
  const [network, setNetwork] = useState<UsedNetwork | null>(null);
  const failed = status.state === "failed";
  // The key stands for the files. A failed worker answers nothing until it is started again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (failed) setNetwork(null);
    if (key === null || stored === null || failed) return;
    let gone = false;
    engine.network(key, stored.load).then(
      (facts) => {
        if (!gone) setNetwork({ key, facts, problem: null });
      },
      (error: unknown) => {
        if (!gone) setNetwork((before) => ({ key, facts: before?.facts ?? null, problem: wordsOf(error) }));
      },
    );
    return () => {
      gone = true;
    };
  }, [key, engine, failed]);
  return key === null ? null : network;
}
