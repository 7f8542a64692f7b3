import type { LensContext, NdArray, Subject } from "@ganlens/core";
import { canonicalDetermination, principalComponents, project } from "@ganlens/metrics";
import { drawSet } from "../../sets/draw-set.ts";
import type { ImageSet } from "../../sets/image-set.ts";
import { ridgePenalty } from "./read-back.ts";

/** ΣR² from codes of principal components, for the generator and for the same one at step 0. */
export interface Contrast {
  readonly trained: number;
  readonly untrained: number;
  readonly codeSize: number;
}

/**
 * The generator at step 0, as a contrast and not as a control: it is often *more* readable than the trained
 * one, and less concentrated. Both are read from principal components, which favour neither.
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
  const draw = (part: "fit" | "test", count: number, stock: readonly [number, number]) =>
    drawSet(subject, { purpose: `contrast ${part}`, count, seed, stock }, context);
  const fit = await draw("fit", options.fitCount, [0, 0.5]);
  const test = await draw("test", options.testCount, [0.5, 1]);
  const fitted = fit.x.shape[0] ?? 0;
  const codeSize = Math.min(64, fit.x.data.length / fitted, fitted - 1);
  const sum = async (checkpoint: number | undefined): Promise<number | undefined> => {
    const at = checkpoint === undefined ? {} : { checkpoint };
    const images = async ({ latents }: ImageSet): Promise<NdArray> =>
      generate(latents as NonNullable<typeof latents>, at);
    const fitImages = checkpoint === undefined ? fit.x : await images(fit);
    const testImages = checkpoint === undefined ? test.x : await images(test);
    const axes = principalComponents({ data: fitImages, components: codeSize });
    const encode = (data: NdArray) => {
      const codes = project(axes, data);
      return { data: Float32Array.from(codes.data), shape: codes.shape };
    };
    const codes = encode(fitImages);
    const { sum } = canonicalDetermination({
      fit: { codes, latents: (fit.latents as NonNullable<typeof fit.latents>).z },
      test: { codes: encode(testImages), latents: (test.latents as NonNullable<typeof test.latents>).z },
      penalty: ridgePenalty(codes),
      random: random.split(String(checkpoint)),
      resamples: 20,
    });
    return sum.value ?? undefined;
  };
  const trained = await sum(undefined);
  const untrained = await sum(0);
  return trained === undefined || untrained === undefined ? undefined : { trained, untrained, codeSize };
}
