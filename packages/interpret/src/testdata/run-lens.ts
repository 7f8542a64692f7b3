import {
  finish,
  type LensAnswer,
  type LensContext,
  lensResultSchema,
  type Measure,
  type MemoryRunStore,
  type Subject,
} from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { expect } from "vitest";
import { plantedContext } from "./planted-subject.ts";

interface AnyLens<O> {
  readonly id: string;
  readonly question: string;
  readonly options: { parse(value: unknown): O };
  run(...args: never[]): AsyncGenerator<unknown, LensAnswer>;
}

/**
 * Runs a lens alone, without what `explain` looks at before: for subjects that it would refuse. Checks that the answer can be stored
 * and read, that the files it names are there, and that no tensor stays.
 */
export async function runLens<O>(
  lens: AnyLens<O>,
  subject: Subject,
  options: unknown,
  context: LensContext & { readonly store: MemoryRunStore } = plantedContext(),
): Promise<LensAnswer> {
  const before = tf.memory().numTensors;
  const result = await finish(lens.run(...([subject, lens.options.parse(options), context] as never[])));
  expect(tf.memory().numTensors).toBe(before);
  const stored = {
    schemaVersion: 2 as const,
    lens: lens.id,
    question: lens.question,
    fingerprint: subject.fingerprint,
    step: null,
    effort: context.effort,
    seed: context.seed,
    artifacts: [],
    verdicts: [],
    controls: [],
    ...result,
  };
  expect(lensResultSchema.parse(JSON.parse(JSON.stringify(stored)))).toEqual(stored);
  for (const { file } of result.evidence) {
    if (file !== undefined) expect(await context.store.has(`lenses/planted/${file}`)).toBe(true);
  }
  for (const figure of result.figures) {
    if (figure.kind === "image-grid")
      expect(await context.store.has(`lenses/planted/${figure.image}`)).toBe(true);
  }
  return result;
}

/** The first measure whose name is like that. */
export function measureOf({ measures }: LensAnswer, name: RegExp): Measure {
  const found = measures.find((measure) => name.test(measure.name));
  if (found === undefined)
    throw new Error(`no measure ${name} among ${measures.map(({ name }) => name).join("; ")}`);
  return found;
}

/** Every control that is stated went the way it must, and there are at least so many. */
export function expectControls({ measures }: LensAnswer, least: number): void {
  const controls = measures.flatMap(({ name, control }) =>
    control ? [{ name, passed: control.passed }] : [],
  );
  expect(controls.filter(({ passed }) => !passed)).toEqual([]);
  expect(controls.length).toBeGreaterThanOrEqual(least);
}
