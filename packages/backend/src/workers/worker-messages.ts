/** What the pool sends to a worker. */
export interface TaskMessage {
  readonly id: number;
  readonly task: string;
  readonly input: unknown;
}

/** What a worker answers: its result, or the words of its error. */
export type ResultMessage =
  | { readonly id: number; readonly output: unknown }
  | { readonly id: number; readonly error: string };
