import {
  ConfigInvalidError,
  type LatentSource,
  type LatentSpec,
  type Latents,
  latentSize,
  RunUnsupportedError,
  type Subject,
  sampleLatents,
} from "@ganlens/core";
import { type GeneratorNetwork, generate, type PixelRange } from "@ganlens/models";
import { activationsOf } from "./activations.ts";
import { checkedSpec } from "./checked-spec.ts";
import { hasGradient, jacobianProducts } from "./jacobian-products.ts";

/** What {@link generatorSubject} is made from. */
export interface GeneratorSubjectOptions {
  readonly name: string;
  readonly fingerprint: string;
  readonly step?: number;
  /** The generator at a checkpoint; the one that is looked at unless told. */
  readonly networkAt: (checkpoint: number | undefined) => Promise<GeneratorNetwork>;
  readonly spec: LatentSpec;
  /** Latents from a file, where they cannot be drawn. */
  readonly given?: Latents;
  readonly range: PixelRange | undefined;
  /** Which of several outputs are the images. */
  readonly output?: number;
  readonly checkpoints?: readonly number[];
  readonly notes?: readonly string[];
  readonly dispose?: () => void;
}

/**
 * The capabilities that a network from latents to images has: images at any latents, its layers' values where it is a layers
 * model, products with its Jacobian.
 *
 * @throws {ConfigInvalidError} when the latent specification is none: an unknown prior is not taken for another
 * @throws {RunUnsupportedError} when the network does not give images, or its inputs are not those of the specification
 */
export async function generatorSubject(options: GeneratorSubjectOptions): Promise<Subject> {
  const { networkAt, range, output, given } = options;
  const spec = checkedSpec(options.spec, options.name);
  const network = await networkAt(undefined);
  const imageShape = imageShapeOf(network, options.name);
  assertInputs(network, spec, options.name);
  const draw: Subject["generate"] = async (latents, at) =>
    generate(await networkAt(at?.checkpoint), latents, { spec, range });
  const latents: LatentSource = {
    spec,
    ...(given === undefined ? {} : { given }),
    draw: (count, random) => sampleLatents(spec, count, random),
  };
  const { layers } = network;
  const source = { networkAt, spec, range };
  const differentiable = await hasGradient({ imageShape, generate: draw }, source);
  const products = jacobianProducts({ imageShape, generate: draw }, differentiable ? source : undefined);
  return {
    specificationVersion: 1,
    name: options.name,
    fingerprint: options.fingerprint,
    ...(options.step === undefined ? {} : { step: options.step }),
    imageShape,
    notes: options.notes ?? [],
    latents,
    generate: draw,
    ...(options.checkpoints === undefined ? {} : { checkpoints: options.checkpoints }),
    ...(layers === undefined
      ? {}
      : {
          activations: activationsOf({
            networkAt,
            model: layers,
            spec,
            range,
            ...(output === undefined ? {} : { output }),
          }),
        }),
    products,
    dispose: options.dispose ?? (() => {}),
  };
}

function imageShapeOf({ sampleShape }: GeneratorNetwork, name: string): readonly [number, number, number] {
  const [height, width, channels, ...rest] = sampleShape;
  if (height === undefined || width === undefined || channels === undefined || rest.length > 0) {
    throw new RunUnsupportedError({
      message: `Expected a generator of images, [height, width, channels], but ${name} gives [${sampleShape.join(", ")}].`,
      hint: "The present lenses look at images; a flat output can be reshaped in the model.",
    });
  }
  return [height, width, channels];
}

function assertInputs({ inputs }: GeneratorNetwork, spec: LatentSpec, name: string): void {
  const takes = inputs.reduce((sum, { shape }) => sum + shape.reduce((size, side) => size * side, 1), 0);
  const gives = latentSize(spec) + spec.parts.reduce((sum, part) => sum + labelWidth(part), 0);
  if (inputs.length === spec.parts.length && takes === gives) return;
  const shapes = inputs.map((input) => `"${input.name}" [${input.shape.join(", ")}]`).join(", ");
  const parts = spec.parts.map((part) =>
    part.kind === "label" ? `${part.classes} classes` : `${part.size} of ${part.kind}`,
  );
  throw new ConfigInvalidError({
    message: `Expected latents for the inputs of ${name}, ${shapes}; received ${parts.join(", ")}.`,
    hint: "Say what each input takes, for example --latent normal:100 --labels 10.",
  });
}

function labelWidth(part: LatentSpec["parts"][number]): number {
  if (part.kind !== "label") return 0;
  return part.encoding === "one-hot" ? part.classes : 1;
}
