import { CheckpointCorruptError, type HealthAlarm } from "@ganlens/core";
import * as z from "zod";
import type { Monitor } from "./monitor.ts";
import { monitors as registered } from "./monitors.ts";
import type { Observation } from "./observation.ts";

/** Looks without a symptom after which the same one is told again. */
const looksToForget = 5;

/** What is remembered of one monitor: its own state, and what it holds ill, with the looks since it last did. */
interface Watched {
  readonly state: unknown;
  readonly ill: Readonly<Record<string, number>>;
}

const savedSchema: z.ZodType<Readonly<Record<string, Watched>>> = z.record(
  z.string(),
  z.strictObject({ state: z.unknown(), ill: z.record(z.string(), z.int().nonnegative()) }),
);

/** All monitors over one training: each illness is told once, and again only after it was gone for some looks. */
export class HealthWatch {
  readonly #monitors: readonly Monitor[];
  #watched: Readonly<Record<string, Watched>> = {};

  /** @param monitors all that are registered, unless given */
  constructor(monitors: readonly Monitor[] = registered) {
    this.#monitors = monitors;
  }

  /** The alarms that a step raises. */
  observe(observation: Observation): readonly HealthAlarm[] {
    return this.#monitors.flatMap((monitor) => {
      const { id } = monitor;
      const before = this.#watched[id] ?? { state: monitor.start, ill: {} };
      const diagnosis = monitor.observe(before.state, observation);
      if (diagnosis === undefined) return [];
      const { state, symptoms } = diagnosis;
      const resting = Object.entries(before.ill).map(([about, looks]) => [about, looks + 1] as const);
      const ill = Object.fromEntries([
        ...resting.filter(([, looks]) => looks < looksToForget),
        ...symptoms.map(({ about }) => [about, 0] as const),
      ]);
      this.#watched = { ...this.#watched, [id]: { state, ill } };
      return symptoms
        .filter(({ about }) => !Object.hasOwn(before.ill, about))
        .map((symptom) => ({
          step: observation.step,
          monitor: id,
          ...symptom,
          evidence: finiteOnly(symptom.evidence),
        }));
    });
  }

  /** Plain JSON from which {@link restore} goes on. */
  save(): unknown {
    return this.#watched;
  }

  /**
   * Goes on from what {@link save} gave; monitors that it does not know begin anew.
   *
   * @throws {CheckpointCorruptError} when it is not that
   */
  restore(saved: unknown): void {
    const parsed = savedSchema.safeParse(saved);
    if (!parsed.success) throw corrupt(z.prettifyError(parsed.error));
    for (const { id, schema } of this.#monitors) {
      const own = parsed.data[id];
      if (own === undefined) continue;
      const state = schema.safeParse(own.state);
      if (!state.success) throw corrupt(`${id}: ${z.prettifyError(state.error)}`);
    }
    this.#watched = parsed.data;
  }
}

/** JSON holds no NaN and no infinity. */
function finiteOnly(evidence: HealthAlarm["evidence"]): HealthAlarm["evidence"] {
  return Object.fromEntries(Object.entries(evidence).filter(([, value]) => Number.isFinite(value)));
}

function corrupt(reason: string): CheckpointCorruptError {
  return new CheckpointCorruptError({
    message: `Expected what the monitors remember in watch.json: ${reason}.`,
    hint: "Take an earlier checkpoint of this run.",
  });
}
