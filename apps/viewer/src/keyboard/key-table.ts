/** What a key can ask of the page; a screen answers those that it has a use for. */
export type Action =
  | "help"
  | "overview"
  | "training"
  | "lenses"
  | "latent"
  | "samples"
  | "play"
  | "step-back"
  | "step-on"
  | "leap-back"
  | "leap-on"
  | "random"
  | "lock"
  | "less"
  | "more"
  | "next"
  | "previous"
  | "pin"
  | "clear"
  | "undo"
  | "redo";

/** One row of the list of keys. */
export interface KeyRow {
  readonly action: Action;
  /** As `KeyboardEvent.key` has them, lower case, with `Shift+` and `Ctrl+` before; two keys in a row with a space. */
  readonly keys: readonly string[];
  readonly about: string;
  /** True for single letters, digits and signs, which a reader can switch off. */
  readonly single: boolean;
}

const row = (action: Action, keys: readonly string[], about: string, single = true): KeyRow => ({
  action,
  keys,
  about,
  single,
});

/** Every key of the page. */
export const keyTable: readonly KeyRow[] = [
  row("help", ["?"], "Show or hide this list"),
  row("overview", ["1", "g o"], "Overview"),
  row("training", ["2", "g t"], "Training"),
  row("lenses", ["3", "g e"], "Lenses"),
  row("latent", ["4", "g l"], "Latent"),
  row("samples", ["5", "g s"], "Samples"),
  row("play", [" "], "Play or pause the pictures of the training"),
  row("step-back", ["arrowleft"], "To what was stored before", false),
  row("step-on", ["arrowright"], "To what was stored next", false),
  row("leap-back", ["Shift+arrowleft"], "Ten stored steps back", false),
  row("leap-on", ["Shift+arrowright"], "Ten stored steps on", false),
  row("next", ["j"], "Next slider or lens"),
  row("previous", ["k"], "Previous slider or lens"),
  row("less", ["["], "Chosen slider down"),
  row("more", ["]"], "Chosen slider up"),
  row("lock", ["l"], "Lock or unlock the chosen slider"),
  row("random", ["r"], "Draw at random"),
  row("pin", ["p"], "Pin what is selected beside what is pinned, or unpin it"),
  row("clear", ["escape"], "Clear the selection", false),
  row("undo", ["Ctrl+z"], "Undo", false),
  row("redo", ["Ctrl+Shift+z"], "Do again", false),
];
