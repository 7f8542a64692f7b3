import type { HealthAlarm } from "@ganlens/core";
import type * as z from "zod";
import type { Observation } from "./observation.ts";

/** What a monitor finds wrong with one thing at one step. */
export type Symptom = Omit<HealthAlarm, "step" | "monitor">;

/** What a monitor knows after an observation that told it something. */
export interface Diagnosis<S> {
  readonly state: S;
  /** All that looks ill now, each about another thing; empty while all is well. */
  readonly symptoms: readonly Symptom[];
}

/** Watches a training for one kind of failure. */
export interface Monitor<S = unknown> {
  readonly id: string;
  /** One sentence for lists and help. */
  readonly description: string;
  /** What it remembers before the first observation: plain JSON, saved in every checkpoint. */
  readonly start: S;
  readonly schema: z.ZodType<S>;
  /** What it knows now; undefined where the observation holds nothing for it. A pure function. */
  observe(state: S, observation: Observation): Diagnosis<S> | undefined;
}
