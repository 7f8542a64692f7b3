import { createContext, use } from "react";
import type { RunContents } from "./run-contents.ts";

/** Holds the run that is open. */
export const RunContext: React.Context<RunContents | null> = createContext<RunContents | null>(null);

/** The run that is open. */
export function useRun(): RunContents {
  const contents = use(RunContext);
  if (contents === null) throw new Error("Expected a view of an open run.");
  return contents;
}
