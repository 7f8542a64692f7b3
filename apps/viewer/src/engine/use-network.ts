import { useEffect, useState } from "react";
import { words } from "../run/read-run.ts";
import type { RunFiles } from "../run/run-files.ts";
import type { NetworkFiles } from "./engine.ts";
import type { NetworkFacts } from "./messages.ts";
import { generatorFiles, generatorFolder, networkFiles, networkKey } from "./network-files.ts";
import { useEngine } from "./use-engine.ts";

/** A network that the worker has loaded, under its key; or why it could not. */
export interface UsedNetwork {
  readonly key: string;
  readonly facts: NetworkFacts | null;
  readonly problem: string | null;
}

/** Loads the generator of a step; the one before stays until it is there. */
export function useGenerator(files: RunFiles, step: number | null): UsedNetwork | null {
  const key = step === null ? null : networkKey(files, generatorFolder(step));
  return useNetwork(key, () => generatorFiles(files, step ?? 0));
}

/** Loads an autoencoder that a lens has trained. */
export function useAutoencoder(files: RunFiles, hash: string | null): UsedNetwork | null {
  const folder = `models/${hash}`;
  return useNetwork(hash === null ? null : networkKey(files, folder), () => networkFiles(files, folder));
}

function useNetwork(key: string | null, files: () => Promise<NetworkFiles>): UsedNetwork | null {
  const { engine, status } = useEngine();
  const [network, setNetwork] = useState<UsedNetwork | null>(null);
  const failed = status.state === "failed";
  // The key stands for the files. A failed worker answers nothing until it is started again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (failed) setNetwork(null);
    if (key === null || failed) return;
    let gone = false;
    engine.network(key, files).then(
      (facts) => {
        if (!gone) setNetwork({ key, facts, problem: null });
      },
      (error: unknown) => {
        if (!gone) setNetwork((before) => ({ key, facts: before?.facts ?? null, problem: words(error) }));
      },
    );
    return () => {
      gone = true;
    };
  }, [key, engine, failed]);
  return key === null ? null : network;
}
