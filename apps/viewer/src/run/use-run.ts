import { createContext, use } from "react";
import type { OpenRun } from "./open-run.ts";

/** Holds the run that is open. */
export const RunContext: React.Context<OpenRun | null> = createContext<OpenRun | null>(null);

/** The run that is open. */
export function useRun(): OpenRun {
  const contents = use(RunContext);
  if (contents === null) throw new Error("Expected a view of an open run.");
  return contents;
}
