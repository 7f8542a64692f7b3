import { hashOf, stateOf } from "./hash.ts";
import type { ViewStore } from "./view-store.ts";

/** Browsers refuse to change the address more than about 200 times in half a minute. */
const pause = 250;

/**
 * Keeps state and address alike, in both directions; returns what stops it.
 *
 * Each screen is an entry of the browser's history, so that Back leads to the screen before; what changes on a screen
 * changes its entry.
 */
export function followAddress(store: ViewStore, window: Window): () => void {
  store.begin(stateOf(window.location.hash));
  let written = window.location.hash.replace(/^#/, "");
  let shown = store.get();
  let timer: number | undefined;
  const write = (state: typeof shown, how: "pushState" | "replaceState"): void => {
    const hash = hashOf(state);
    if (hash === written) return;
    written = hash;
    window.history[how](
      null,
      "",
      hash === "" ? window.location.pathname + window.location.search : `#${hash}`,
    );
  };
  const unsubscribe = store.subscribe(() => {
    const before = shown;
    shown = store.get();
    if (shown.screen !== before.screen) {
      window.clearTimeout(timer);
      timer = undefined;
      // What was changed last on the screen that is left belongs to its entry.
      write(before, "replaceState");
      write(shown, "pushState");
      return;
    }
    timer ??= window.setTimeout(() => {
      timer = undefined;
      write(shown, "replaceState");
    }, pause);
  });
  const read = (): void => {
    const hash = window.location.hash.replace(/^#/, "");
    if (hash === written) return;
    window.clearTimeout(timer);
    timer = undefined;
    written = hash;
    // The address is already that of the entry: nothing is written for it.
    shown = stateOf(hash);
    store.change(shown);
  };
  // Back and forth within the page, and an address that was changed by hand.
  window.addEventListener("popstate", read);
  window.addEventListener("hashchange", read);
  return () => {
    unsubscribe();
    window.clearTimeout(timer);
    window.removeEventListener("popstate", read);
    window.removeEventListener("hashchange", read);
  };
}
