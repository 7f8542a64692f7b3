import type { DatasetInfo, LensProgress, LensResult, TrainingEvent } from "@ganlens/core";

/** A run folder is open, and training or explaining is about to begin. */
export interface RunOpenedEvent {
  readonly type: "run-opened";
  /** As the user can type it. */
  readonly path: string;
  readonly preset: string | null;
  readonly seed: number;
  readonly dataset: DatasetInfo;
  readonly backend: { readonly name: string; readonly device: string };
}

/** A part of the work begins. */
export interface StageStartEvent {
  readonly type: "stage-start";
  readonly stage: "read" | "train" | "explain" | "report" | "import" | "generate" | "project" | "compare";
  /** Which of how many, for commands that do several. */
  readonly position?: { readonly index: number; readonly count: number };
  /** The lenses to come, where the stage is `explain`. */
  readonly lenses?: readonly string[];
}

/** Something a user should know that is neither progress nor a result. */
export interface NoteEvent {
  readonly type: "note";
  readonly text: string;
}

/** The report is written. */
export interface ReportWrittenEvent {
  readonly type: "report-written";
  readonly path: string;
}

/** Work that is neither training nor a lens goes on. */
export interface WorkProgressEvent {
  readonly type: "work-progress";
  /** What it is doing, in a few words. */
  readonly now: string;
  /** Share of the whole stage that is done, in [0, 1]. */
  readonly done: number;
}

/** What is known of a generator that was brought in. */
export interface SubjectReadEvent {
  readonly type: "subject-read";
  readonly name: string;
  /** A name and what was found, for people. */
  readonly facts: readonly (readonly [name: string, found: string])[];
}

/** Lines of a table, for people, and the same as data. */
export interface TableEvent {
  readonly type: "table";
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Sentences below it. */
  readonly sentences: readonly string[];
}

/** Files that a command was asked for are written; the last event of one that makes no run. */
export interface FilesWrittenEvent {
  readonly type: "files-written";
  readonly files: readonly { readonly path: string; readonly content: string }[];
  /** Commands to try, complete. */
  readonly next: readonly string[];
}

/** What the lenses answered. */
export interface AnswersEvent {
  readonly type: "answers";
  readonly results: readonly LensResult[];
}

/** Where everything is, and what to do next; always the last event of a command that went well. */
export interface SummaryEvent {
  readonly type: "summary";
  readonly run: string;
  readonly report: string | null;
  /** Commands to try, complete. */
  readonly next: readonly string[];
}

/** The command failed; the same text goes to stderr. */
export interface ErrorEvent {
  readonly type: "error";
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
}

/** Everything that a command tells while it works. */
export type CliEvent =
  | RunOpenedEvent
  | StageStartEvent
  | NoteEvent
  | TrainingEvent
  | LensProgress
  | WorkProgressEvent
  | SubjectReadEvent
  | TableEvent
  | FilesWrittenEvent
  | AnswersEvent
  | ReportWrittenEvent
  | SummaryEvent
  | ErrorEvent;
