import { type LensContext, type NdArray, type Subject, takeRows } from "@ganlens/core";
import { canonicalDetermination, principalComponents, project } from "@ganlens/metrics";
import { drawSet } from "../../sets/draw-set.ts";
import { finiteRows } from "../../sets/generated-set.ts";
import { ridgePenalty } from "./read-back.ts";

/** ΣR² from codes of principal components, for the generator and for the same one at step 0. */
export interface Contrast {
  readonly trained: number;
  readonly untrained: number;
  readonly codeSize: number;
}

/** Images of the generator as it is and at step 0, at the same latents. */
interface BothStates {
  readonly z: NdArray;
  readonly trained: NdArray;
  readonly untrained: NdArray;
}

/** The share of latents at which step 0 must give finite values, to be compared with. */
const leastFinite = 0.9;

/**
 * The generator at step 0, as a contrast and not as a control: it is often *more* readable than the trained
 * one, and less concentrated. Both are read from principal components, which favour neither, at the same latents:
 * those at which step 0 gives finite values.
 *
 * @returns undefined where there is no step 0, or it gives finite values at less than nine tenths of the latents
 */
export async function contrastWithUntrained({
  subject,
  options,
  context,
}: {
  readonly subject: Subject;
  readonly options: { readonly fitCount: number; readonly testCount: number };
  readonly context: LensContext;
}): Promise<Contrast | undefined> {
  const { generate } = subject;
  if (subject.checkpoints?.[0] !== 0 || subject.checkpoints.length < 2 || generate === undefined)
    return undefined;
  const random = context.random.split("contrast");
  const { seed } = context;
  // Of latents from a file, what is fitted and what it is tested on are different halves.
  const draw = async (
    part: "fit" | "test",
    count: number,
    stock: readonly [number, number],
  ): Promise<BothStates | undefined> => {
    const set = await drawSet(subject, { purpose: `contrast ${part}`, count, seed, stock }, context);
    const latents = set.latents as NonNullable<typeof set.latents>;
    const untrained = await generate(latents, { checkpoint: 0 });
    const fine = finiteRows(untrained);
    const drawn = set.x.shape[0] ?? 0;
    if (fine.length === drawn) return { z: latents.z, trained: set.x, untrained };
    if (fine.length < leastFinite * drawn) return undefined;
    const [z, trained, rest] = [latents.z, set.x, untrained].map((rows) => takeRows(rows, fine));
    return { z, trained, untrained: rest } as BothStates;
  };
  const fit = await draw("fit", options.fitCount, [0, 0.5]);
  const test = await draw("test", options.testCount, [0.5, 1]);
  if (fit === undefined || test === undefined) return undefined;
  const fitted = fit.z.shape[0] ?? 0;
  const codeSize = Math.min(64, fit.trained.data.length / fitted, fitted - 1);
  const sum = (state: "trained" | "untrained"): number | undefined => {
    const axes = principalComponents({ data: fit[state], components: codeSize });
    const encode = (data: NdArray) => {
      const codes = project(axes, data);
      return { data: Float32Array.from(codes.data), shape: codes.shape };
    };
    const codes = encode(fit[state]);
    const { sum } = canonicalDetermination({
      fit: { codes, latents: fit.z },
      test: { codes: encode(test[state]), latents: test.z },
      penalty: ridgePenalty(codes),
      random: random.split(state),
      resamples: 20,
    });
    return sum.value ?? undefined;
  };
  const trained = sum("trained");
  const untrained = sum("untrained");
  return trained === undefined || untrained === undefined ? undefined : { trained, untrained, codeSize };
}
