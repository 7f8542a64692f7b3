import { createContext, use, useSyncExternalStore } from "react";
import type { Engine, EngineStatus } from "./engine.ts";

/** Holds the worker that computes. */
export const EngineContext: React.Context<Engine | null> = createContext<Engine | null>(null);

/** The worker that computes, and how it is. */
export function useEngine(): { readonly engine: Engine; readonly status: EngineStatus } {
  const engine = use(EngineContext);
  if (engine === null) throw new Error("Expected a view inside the page's engine.");
  return { engine, status: useSyncExternalStore(engine.subscribe, engine.status) };
}
