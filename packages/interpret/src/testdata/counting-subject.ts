import { type Latents, type LatentSpec, type NdArray, type Subject, sampleLatents } from "@ganlens/core";

/** A subject that counts the latents that it was asked for: images of 2 × 2 × 1, whose first pixel is the first number of z. */
export interface CountingSubject extends Subject {
  readonly latents: NonNullable<Subject["latents"]>;
  readonly generate: NonNullable<Subject["generate"]>;
  /** Latents that images were drawn at since it was made. */
  readonly drawn: () => number;
}

export interface CountingOptions {
  readonly fingerprint?: string;
  readonly classes?: number;
  readonly given?: Latents;
  /** True where the image at a latent is not finite. */
  readonly broken?: (first: number) => boolean;
  readonly checkpoints?: readonly number[];
}

/** @param options what it is like; a sound generator of two numbers unless told */
export function countingSubject(options: CountingOptions = {}): CountingSubject {
  const { fingerprint = "counting", classes, given, broken = () => false, checkpoints } = options;
  let count = 0;
  const spec: LatentSpec = {
    parts: [
      { kind: "noise", name: "noise", size: 2, prior: given === undefined ? "normal" : "given" },
      ...(classes === undefined
        ? []
        : [
            {
              kind: "label" as const,
              name: "label",
              classes,
              distribution: Array.from({ length: classes }, () => 1 / classes),
            },
          ]),
    ],
  };
  const generate = async ({ z, labels }: Latents, at?: { readonly checkpoint?: number }): Promise<NdArray> => {
    const n = z.shape[0] ?? 0;
    count += n;
    const data = new Float32Array(n * 4);
    for (let i = 0; i < n; i++) {
      const first = z.data[2 * i] as number;
      data[4 * i] = broken(first) ? Number.NaN : first;
      data[4 * i + 1] = z.data[2 * i + 1] as number;
      data[4 * i + 2] = labels?.[i] ?? 0;
      data[4 * i + 3] = at?.checkpoint ?? 0;
    }
    return { data, shape: [n, 2, 2, 1] };
  };
  return {
    specificationVersion: 1,
    name: "counting",
    fingerprint,
    imageShape: [2, 2, 1],
    notes: [],
    latents: {
      spec,
      ...(given === undefined ? {} : { given }),
      draw: (n, random) => sampleLatents(spec, n, random),
    },
    generate,
    ...(checkpoints === undefined ? {} : { checkpoints }),
    drawn: () => count,
    dispose() {},
  };
}
