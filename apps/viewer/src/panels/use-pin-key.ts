import { pinWords, toggledPin } from "../items/toggled-pin.ts";
import { useKeyAction } from "../keyboard/use-key-action.ts";
import { useAnnouncer } from "../shell/use-announcer.tsx";
import { useView } from "../state/use-view.ts";

/** Pins the first of what is selected, or unpins it: a function, and a key. */
export function usePinKey(): () => void {
  const { store, state } = useView();
  const announcer = useAnnouncer();
  const { selection } = state;
  const pin = (): void => {
    const { primary, pinned } = selection;
    if (primary === null) return;
    const next = toggledPin(pinned, primary);
    store.change({ selection: { ...selection, pinned: next } });
    announcer.say(pinWords(pinned, next));
  };
  useKeyAction("pin", pin);
  return pin;
}
