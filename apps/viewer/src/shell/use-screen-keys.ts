import { useKeyAction } from "../keyboard/use-key-action.ts";
import { useView } from "../state/use-view.ts";
import type { Screen } from "../state/view-state.ts";
import { useAnnouncer } from "./use-announcer.tsx";

/** Keys that lead to the screens. */
export function useScreenKeys(): void {
  const { store } = useView();
  const announcer = useAnnouncer();
  const go = (screen: Screen) => (): void => {
    store.change({ screen });
    announcer.say(screen);
    document.getElementById("main")?.focus();
  };
  useKeyAction("overview", go("overview"));
  useKeyAction("training", go("training"));
  useKeyAction("lenses", go("lenses"));
  useKeyAction("latent", go("latent"));
  useKeyAction("samples", go("samples"));
}
