import { initialState, type ViewState } from "./view-state.ts";

/** How a change is kept. */
export interface ChangeOptions {
  /** Changes of the same name in quick succession, such as those of one drag, are undone together. */
  readonly together?: string;
  /** True for what moves by itself, such as playing: it is not a step back. */
  readonly passing?: boolean;
}

/** Most steps back. */
const longest = 200;
/** Changes of one name this many milliseconds apart are one. */
const togetherTime = 1200;

/** The state of the page with its history; views subscribe to it. */
export class ViewStore {
  #state: ViewState = initialState;
  #past: ViewState[] = [];
  #future: ViewState[] = [];
  #last: { readonly name: string; readonly at: number } | null = null;
  readonly #listeners = new Set<() => void>();
  readonly #clock: () => number;

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  readonly get = (): ViewState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Puts other values in place of some; the same values again change nothing. */
  change(patch: Partial<ViewState>, { together, passing = false }: ChangeOptions = {}): void {
    const next = { ...this.#state, ...patch };
    if (JSON.stringify(next) === JSON.stringify(this.#state)) return;
    const now = this.#clock();
    const joins =
      together !== undefined && this.#last?.name === together && now - this.#last.at < togetherTime;
    if (!passing && !joins) {
      this.#past = [...this.#past, this.#state].slice(-longest);
      this.#future = [];
    }
    if (!passing) this.#last = together === undefined ? null : { name: together, at: now };
    this.#set(next);
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  undo(): void {
    const before = this.#past.at(-1);
    if (before === undefined) return;
    this.#past = this.#past.slice(0, -1);
    this.#future = [...this.#future, this.#state];
    this.#last = null;
    this.#set(before);
  }

  redo(): void {
    const after = this.#future.at(-1);
    if (after === undefined) return;
    this.#future = this.#future.slice(0, -1);
    this.#past = [...this.#past, this.#state];
    this.#last = null;
    this.#set(after);
  }

  /** Begins anew from a state, such as that of an opened address. */
  begin(state: ViewState): void {
    this.#past = [];
    this.#future = [];
    this.#last = null;
    this.#set(state);
  }

  #set(state: ViewState): void {
    this.#state = state;
    for (const listener of [...this.#listeners]) listener();
  }
}
