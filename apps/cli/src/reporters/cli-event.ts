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
  readonly stage: "train" | "explain" | "report";
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
  | AnswersEvent
  | ReportWrittenEvent
  | SummaryEvent
  | ErrorEvent;
