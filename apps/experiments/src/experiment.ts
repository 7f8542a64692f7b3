import type { Effort, Random, RunStore } from "@ganlens/core";

/**
 * What a statement is in a condition: `null`, it is false there and must not be said; `power`, it is true there and must be
 * said; `coverage`, an interval that must hold the truth; `measure`, none: numbers are measured, and the experiment tables them itself.
 */
export type Kind = "null" | "power" | "coverage" | "measure";

/** What a lens looked at in a condition: by this it finds the row that speaks of its own case. */
export interface Setting {
  readonly lens: string;
  readonly effort: Effort;
  /** Images that were looked at, or what else the lens counts. */
  readonly n: number;
  /** Other numbers of images, by the statements that were made of them. */
  readonly nOf?: Readonly<Record<string, number>>;
  /** Id of the fault that was planted; left out where nothing was. */
  readonly fault?: string;
  /** Its strength, in the fault's own unit. */
  readonly strength?: number;
}

/** One thing that is drawn again and again. */
export interface Condition {
  /** Lower case with digits, dots and hyphens: `null-quick-500`. */
  readonly id: string;
  /** For the table, in a few words: "5 % exact copies, quick, 500 images". */
  readonly title: string;
  /** Draws that the table wants. */
  readonly draws: number;
  /** What every statement is here; or what some are, by name: others are kept in the rows and not tabled. */
  readonly kind: Kind | Readonly<Record<string, Kind>>;
  /** Left out where no lens asks for the rows. */
  readonly setting?: Setting;
  /** The limit that is stated where a fault is found in less than 80 %: "blur is not seen at this n". */
  readonly limit?: string;
}

/** What one draw is given; nothing else may leak in. */
export interface DrawContext {
  /** `firstSeed` + the draw: the same in every condition. */
  readonly seed: number;
  /** Split from the seed by the names of the experiment and the condition. */
  readonly random: Random;
  /** Aborted by Ctrl-C: what is unfinished is thrown away. */
  readonly signal: AbortSignal;
  /** An empty run folder in memory, for this draw alone. */
  readonly store: RunStore;
  /** One in memory that all draws of a command share: for what does not depend on the draw, such as fits on real data. */
  readonly shared: RunStore;
  /** Says something while the draw is at work. */
  note(text: string): void;
}

/**
 * What a draw found, by statement: true where it was said (of an interval: where it held the truth), false where not, null
 * where it could not be made. Numbers are kept beside them and not tabled.
 */
export type Found = Readonly<Record<string, boolean | number | null>>;

/** Of two conditions that look at one division in draws of one number: which has the lower number, as what was planted makes it so. */
export interface Order {
  /** Name of the number in `found`. */
  readonly number: string;
  /** The number in words, for the table. */
  readonly words: string;
  /** Id of the condition in which it is lower. */
  readonly lower: string;
  /** Id of the condition in which it is higher. */
  readonly higher: string;
  /** The limit that is stated where the order is right in less than 90 % of draws. */
  readonly limit?: string;
}

/** A long table: draws that are made once, kept as rows, and counted. */
export interface Experiment {
  /** Lower case with hyphens; the rows stand in `rows/<name>.ndjson`. */
  readonly name: string;
  /** Raised when draws come out differently than before: rows of other versions are kept and not counted. */
  readonly version: number;
  /** One sentence for the table's caption. */
  readonly description: string;
  /** In the order in which they are drawn: nulls first, then power at one strength, then the rest. */
  readonly conditions: readonly Condition[];
  /** The package in whose README its table stands; `interpret` unless given. */
  readonly shownIn?: "interpret" | "training";
  /** Orders that are counted in a table of their own, below the shares. */
  readonly orders?: readonly Order[];
  /** Its own table of what was measured, in Markdown, in place of that of shares; of the rows of this version. */
  table?(rowsOf: (condition: Condition) => readonly Found[]): string;
  /** One draw, the same whenever it is made: all chance comes from the context. */
  draw(condition: Condition, draw: number, context: DrawContext): Promise<Found>;
}

/** Seed of draw 0. No threshold may be chosen on seeds from here on: those for choosing are below it. */
export const firstSeed = 1_000_000;
