import { hashOf, stateOf } from "./hash.ts";
import type { ViewStore } from "./view-store.ts";

/** Browsers refuse to change the address more than about 200 times in half a minute. */
const pause = 250;

/** Keeps state and address alike, in both directions; returns what stops it. */
export function followAddress(store: ViewStore, window: Window): () => void {
  store.begin(stateOf(window.location.hash));
  let written = window.location.hash.replace(/^#/, "");
  let timer: number | undefined;
  const write = (): void => {
    timer = undefined;
    const hash = hashOf(store.get());
    if (hash === written) return;
    written = hash;
    window.history.replaceState(
      null,
      "",
      hash === "" ? window.location.pathname + window.location.search : `#${hash}`,
    );
  };
  const unsubscribe = store.subscribe(() => {
    timer ??= window.setTimeout(write, pause);
  });
  const read = (): void => {
    const hash = window.location.hash.replace(/^#/, "");
    if (hash === written) return;
    written = hash;
    store.change(stateOf(hash));
  };
  window.addEventListener("hashchange", read);
  return () => {
    unsubscribe();
    window.clearTimeout(timer);
    window.removeEventListener("hashchange", read);
  };
}
