import type { ReadTask, SurveyTask } from "./picture-tasks.ts";
import type { SurveyedPicture } from "./read-pictures.ts";

/** Which of the decoders of this package decodes. */
export type DecoderName = "sharp" | "portable";

/** What the worker thread is asked. */
export type PictureRequest = { readonly id: number; readonly decoder: DecoderName } & (
  | { readonly task: "survey"; readonly input: SurveyTask }
  | { readonly task: "read"; readonly input: ReadTask }
);

/** What it answers: a result, or the words of an error. */
export type PictureReply =
  | { readonly id: number; readonly output: readonly SurveyedPicture[] | Float32Array }
  | { readonly id: number; readonly error: { readonly message: string; readonly hint?: string } };
