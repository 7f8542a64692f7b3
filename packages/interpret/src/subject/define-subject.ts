import {
  type AtCheckpoint,
  type LatentSpec,
  type Latents,
  type NdArray,
  RunUnsupportedError,
  ShapeError,
  type Subject,
  sampleLatents,
  sizeOf,
} from "@ganlens/core";
import { type GivenData, givenData } from "../real/given-data.ts";
import { checkedSpec } from "./checked-spec.ts";
import { jacobianProducts } from "./jacobian-products.ts";

/** What cannot be derived of a generator that is a function, and what it has besides. */
export interface DefineSubjectOptions
  extends Partial<
    Pick<
      Subject,
      | "step"
      | "notes"
      | "checkpoints"
      | "encode"
      | "discriminate"
      | "activations"
      | "products"
      | "autoencoder"
      | "dispose"
    >
  > {
  readonly name: string;
  /** A string that changes when the function does; it keys what lenses keep. */
  readonly fingerprint: string;
  /** Shape of one image, `[height, width, channels]`. */
  readonly imageShape: readonly [number, number, number];
  readonly latent: LatentSpec;
  /** G(z): float32 images in [0, 1], shape `[n, height, width, channels]`, for n latents. */
  generate(latents: Latents, at?: AtCheckpoint): NdArray | Promise<NdArray>;
  /** Real images in [0, 1]: to learn from, and others. */
  readonly realData?: GivenData;
}

/**
 * A generator that is a function, for lenses to look at: draws from the prior and products with the Jacobian, by central
 * differences, are derived from it.
 *
 * What the function gives is checked each time: it throws a {@link ShapeError} where it gives other than one image for each latent.
 *
 * @throws {ConfigInvalidError} when the latent specification is none
 * @throws {RunUnsupportedError} when `imageShape` is not a height, a width and channels
 */
export function defineSubject(options: DefineSubjectOptions): Subject & Required<Pick<Subject, "generate">> {
  const { name, fingerprint, imageShape, latent, realData, generate: draw, ...rest } = options;
  const spec = checkedSpec(latent, name);
  if (imageShape.length !== 3 || !imageShape.every((side) => Number.isInteger(side) && side > 0)) {
    throw new RunUnsupportedError({
      message: `Expected imageShape of ${name} to be [height, width, channels], received [${imageShape.join(", ")}].`,
    });
  }
  const generate = async (latents: Latents, at?: AtCheckpoint): Promise<NdArray> => {
    const images = await draw.call(options, latents, at);
    assertImages(images, { name, shape: [latents.z.shape[0] ?? 0, ...imageShape] });
    return images;
  };
  return {
    notes: [],
    products: jacobianProducts({ imageShape, generate }),
    dispose() {},
    ...rest,
    specificationVersion: 1,
    name,
    fingerprint,
    imageShape,
    latents: { spec, draw: (count, random) => sampleLatents(spec, count, random) },
    generate,
    ...(realData === undefined ? {} : { real: givenData(realData) }),
  };
}

function assertImages(
  images: NdArray | undefined,
  { name, shape }: { readonly name: string; readonly shape: readonly number[] },
): void {
  const right = images?.data instanceof Float32Array && images.shape?.join() === shape.join();
  if (right && images.data.length === sizeOf(shape)) return;
  const received =
    images?.data === undefined
      ? `${images}`
      : `a ${images.data.constructor.name} of ${images.data.length} and shape [${images.shape?.join(", ")}]`;
  throw new ShapeError({
    message: `Expected generate of ${name} to give a Float32Array of shape [${shape.join(", ")}], one image for each latent, received ${received}.`,
    hint: "Return { data, shape } with the channels last.",
  });
}
