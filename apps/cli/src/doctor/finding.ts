import type { CliIo } from "../cli-io.ts";

/** What a check found. */
export interface Finding {
  /** What was looked at: "wasm backend". */
  readonly subject: string;
  /** `good`; `note`: works, but worse than it could; `broken`: something needed does not work. */
  readonly state: "good" | "note" | "broken";
  /** What is there, in a few words. */
  readonly found: string;
  /** What to do; always there when it is not good. */
  readonly advice?: string;
}

/** Something that `ganlens doctor` looks at. */
export type Check = (io: CliIo) => Promise<readonly Finding[]>;
