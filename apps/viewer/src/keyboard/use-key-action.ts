import { createContext, use, useEffect, useRef } from "react";
import type { KeyActions } from "./key-actions.ts";
import type { Action } from "./key-table.ts";

/** Holds the page's keys. */
export const KeyContext: React.Context<KeyActions | null> = createContext<KeyActions | null>(null);

/** The page's keys. */
export function useKeys(): KeyActions {
  const keys = use(KeyContext);
  if (keys === null) throw new Error("Expected a view inside the page's keys.");
  return keys;
}

/** Answers a key's action while the view is shown. */
export function useKeyAction(action: Action, handler: () => void): void {
  const keys = useKeys();
  const newest = useRef(handler);
  useEffect(() => {
    newest.current = handler;
  });
  useEffect(() => keys.on(action, () => newest.current()), [keys, action]);
}
