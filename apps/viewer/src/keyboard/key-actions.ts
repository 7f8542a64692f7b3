import { type Action, keyTable } from "./key-table.ts";

/** The second of two keys must follow within this many milliseconds. */
const pairTime = 1200;
const preference = "ganlens-single-keys";

/** Leads keys to what the present screen does with them. */
export class KeyActions {
  readonly #handlers = new Map<Action, (() => void)[]>();
  readonly #storage: Storage | null;
  readonly #listeners = new Set<() => void>();
  #single: boolean;
  #first: { readonly key: string; readonly at: number } | null = null;

  constructor(storage: Storage | null) {
    this.#storage = storage;
    this.#single = storage?.getItem(preference) !== "off";
  }

  /** Whether letters, digits and signs alone do something. */
  readonly single = (): boolean => this.#single;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  setSingle(on: boolean): void {
    this.#single = on;
    if (on) this.#storage?.removeItem(preference);
    else this.#storage?.setItem(preference, "off");
    for (const listener of [...this.#listeners]) listener();
  }

  /** Answers an action until the returned function is called; the newest answer counts. */
  on(action: Action, handler: () => void): () => void {
    const handlers = this.#handlers.get(action) ?? [];
    handlers.push(handler);
    this.#handlers.set(action, handlers);
    return () => {
      handlers.splice(handlers.indexOf(handler), 1);
    };
  }

  /** Does what a pressed key asks for; true when something was done. */
  press(event: KeyboardEvent): boolean {
    const key = nameOf(event);
    const pair =
      this.#first !== null && event.timeStamp - this.#first.at < pairTime ? `${this.#first.key} ${key}` : key;
    this.#first = key === "g" ? { key, at: event.timeStamp } : null;
    if (isTaken(event)) return false;
    const row =
      keyTable.find(({ keys }) => keys.includes(pair)) ?? keyTable.find(({ keys }) => keys.includes(key));
    if (row === undefined || (row.single && !this.#single)) return false;
    const handler = this.#handlers.get(row.action)?.at(-1);
    handler?.();
    return handler !== undefined;
  }
}

function nameOf({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): string {
  if (altKey) return "";
  const name = key.toLowerCase();
  // A sign such as ? is already what Shift makes of its key.
  const shift = shiftKey && (name.length > 1 || ctrlKey || metaKey) ? "Shift+" : "";
  return `${ctrlKey || metaKey ? "Ctrl+" : ""}${shift}${name}`;
}

/** True where the focused element has its own use for the key. */
function isTaken({ target, key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  // A dialog has its own Escape, and what lies behind it does nothing.
  if (target.closest("dialog[open]") !== null) return key !== "?";
  const isText =
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && !["range", "checkbox", "radio", "button"].includes(target.type));
  if (isText) return key !== "Escape";
  if (ctrlKey || metaKey) return false;
  if (key === " ") return target.closest("button, a, input, summary, [role=option], [role=radio]") !== null;
  if (key.startsWith("Arrow")) {
    return (
      target.closest(
        "input, [role=slider], [role=option], [role=listbox], [role=radio], [role=tab], .scroll",
      ) !== null
    );
  }
  return false;
}
