import { paletteProperties } from "@ganlens/report";

export type ThemeChoice = "system" | "light" | "dark";
export type Theme = "light" | "dark";

const place = "ganlens-theme";
const choices: readonly ThemeChoice[] = ["system", "light", "dark"];

/** The reader's theme: the system's, or a chosen one that is remembered in this browser. */
export class ThemeStore {
  readonly #root: HTMLElement;
  readonly #systemDark: MediaQueryList;
  readonly #storage: Storage | null;
  readonly #listeners = new Set<() => void>();
  #choice: ThemeChoice;

  constructor(window: Window) {
    this.#root = window.document.documentElement;
    this.#systemDark = window.matchMedia("(prefers-color-scheme: dark)");
    this.#storage = storageOf(window);
    const kept = this.#storage?.getItem(place);
    this.#choice = choices.find((choice) => choice === kept) ?? "system";
    this.#systemDark.addEventListener("change", () => this.#tell());
    this.#apply();
  }

  readonly choice = (): ThemeChoice => this.#choice;

  readonly theme = (): Theme =>
    this.#choice === "system" ? (this.#systemDark.matches ? "dark" : "light") : this.#choice;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  choose(choice: ThemeChoice): void {
    this.#choice = choice;
    if (choice === "system") this.#storage?.removeItem(place);
    else this.#storage?.setItem(place, choice);
    this.#apply();
    this.#tell();
  }

  #apply(): void {
    if (this.#choice === "system") delete this.#root.dataset.theme;
    else this.#root.dataset.theme = this.#choice;
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

/** Gives the page the colours of the figures, the same as the report's. */
export function adoptPalette(document: Document): void {
  const sheet = new CSSStyleSheet();
  const dark = paletteProperties("dark");
  sheet.replaceSync(
    `:root { ${paletteProperties("light")} }
    @media (prefers-color-scheme: dark) { :root:not([data-theme="light"]) { ${dark} } }
    :root[data-theme="dark"] { ${dark} }`,
  );
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

/** Where preferences are kept; browsers may refuse it. */
export function storageOf(window: Window): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
