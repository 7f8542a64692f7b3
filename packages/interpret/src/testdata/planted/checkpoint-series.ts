import { type AtCheckpoint, canonicalJson, type Latents, type NdArray } from "@ganlens/core";
import { defineSubject } from "../../subject/define-subject.ts";
import type { PlantedGenerator } from "./rendered-generator.ts";

/**
 * A generator as a series of checkpoints that improves until a step and then stays as it is: at step t an image is
 * q G(z) + (1 − q) / 2, where q = min(1, t / settlesAt), and 1 where t = settlesAt = 0. Where it settles at the first checkpoint or before, it is constant.
 */
export function checkpointSeries({
  generator,
  checkpoints,
  settlesAt,
}: {
  readonly generator: PlantedGenerator;
  /** Steps, ascending; the last one is drawn from unless told. */
  readonly checkpoints: readonly number[];
  readonly settlesAt: number;
}): PlantedGenerator & { readonly checkpoints: readonly number[] } {
  const last = checkpoints.at(-1) as number;
  const generate = async (latents: Latents, { checkpoint = last }: AtCheckpoint = {}): Promise<NdArray> => {
    if (!checkpoints.includes(checkpoint)) throw new Error(`Expected one of the checkpoints, received ${checkpoint}.`);
    const quality = checkpoint >= settlesAt ? 1 : checkpoint / settlesAt;
    const { data, shape } = await generator.generate(latents);
    return { data: data.map((value) => quality * value + (1 - quality) / 2), shape };
  };
  return {
    ...generator,
    ...defineSubject({
      name: `${generator.name}, ${checkpoints.length} checkpoints`,
      fingerprint: canonicalJson({ of: generator.fingerprint, checkpoints: [...checkpoints], settlesAt }),
      imageShape: generator.imageShape,
      latent: generator.latents.spec,
      checkpoints,
      generate,
    }),
    latents: generator.latents,
    checkpoints,
  };
}
