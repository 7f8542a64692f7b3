import { createContext, use, useSyncExternalStore } from "react";
import type { ViewState } from "./view-state.ts";
import type { ViewStore } from "./view-store.ts";

/** Holds the page's store. */
export const ViewContext: React.Context<ViewStore | null> = createContext<ViewStore | null>(null);

/** The page's store and its present state; the view is drawn again whenever the state changes. */
export function useView(): { readonly store: ViewStore; readonly state: ViewState } {
  const store = use(ViewContext);
  if (store === null) throw new Error("Expected a view inside the page's store.");
  return { store, state: useSyncExternalStore(store.subscribe, store.get) };
}
