import {
  type Effort,
  finish,
  type Lens,
  type LensResult,
  lensResultSchema,
  MemoryRunStore,
  runLayout,
  type Subject,
} from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { expect } from "vitest";
import { explain } from "../explain.ts";

/** Enough to go through all of a lens, too few to learn much. */
const fewSteps = 25;

export interface AskOptions {
  readonly effort?: Effort;
  readonly seed?: number;
  /** Where answers and networks go; by default a new one in memory. */
  readonly store?: MemoryRunStore;
  /** The lens's own settings. `steps` are few unless told, where it knows them. */
  readonly [setting: string]: unknown;
}

/**
 * Asks one lens of a subject as users do, by `explain`, in memory and at few steps: what a test of a lens begins with. Checks that
 * the answer can be stored and read, that every file it names is there, and that no tensor stays.
 */
export async function ask<O>(
  lens: Lens<O>,
  subject: Subject,
  { effort = "quick", seed = 0, store = new MemoryRunStore(), ...settings }: AskOptions = {},
): Promise<LensResult> {
  const few = { steps: fewSteps, ...settings };
  const options = { [lens.id]: lens.options.safeParse(few).success ? few : settings };
  const held = tf.memory().numTensors;
  const lenses = [lens as unknown as Lens];
  const [result] = await finish(explain({ subject, lenses, options, store, effort, seed }));
  if (result === undefined) throw new Error(`Expected an answer of the lens ${lens.id}.`);
  expect(tf.memory().numTensors).toBe(held);
  expect(lensResultSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
  const place = runLayout.lens({ lens: lens.id });
  const named = [
    ...result.evidence.flatMap(({ file }) => file ?? []),
    ...result.artifacts.flatMap((artifact) => ("file" in artifact ? (artifact.file ?? []) : [])),
    ...result.figures.flatMap((figure) => (figure.kind === "image-grid" ? figure.image : [])),
  ];
  const there = await store.list(place);
  expect(named.filter((file) => !there.includes(`${place}/${file}`))).toEqual([]);
  return result;
}
