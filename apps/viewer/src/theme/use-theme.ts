import { createContext, use, useSyncExternalStore } from "react";
import type { Theme, ThemeChoice, ThemeStore } from "./theme.ts";

/** Holds the page's theme. */
export const ThemeContext: React.Context<ThemeStore | null> = createContext<ThemeStore | null>(null);

/** The theme in use, the choice behind it, and how to choose another. */
export function useTheme(): {
  readonly theme: Theme;
  readonly choice: ThemeChoice;
  readonly choose: (choice: ThemeChoice) => void;
} {
  const store = use(ThemeContext);
  if (store === null) throw new Error("Expected a view inside the page's theme.");
  return {
    theme: useSyncExternalStore(store.subscribe, store.theme),
    choice: useSyncExternalStore(store.subscribe, store.choice),
    choose: (choice) => store.choose(choice),
  };
}
