import {
  ConfigInvalidError,
  type LatentPart,
  type LatentSpec,
  latentSpecSchema,
  sizeOf,
  type WrittenPart,
} from "@ganlens/core";
import type { ImportedInput } from "./network-ports.ts";

/** What a person says of a generator's inputs. */
export interface LatentOptions {
  /** The parts of the noise in the order of the inputs; `given` when latents come from a file. */
  readonly parts?: readonly WrittenPart[] | "given";
  /** The number of classes of the input that takes a label. */
  readonly classes?: number;
}

/**
 * What a network from elsewhere is drawn from: what a person said, and what can be read off its inputs.
 *
 * An input of whole numbers takes labels; one input of floats takes noise, N(0, 1) unless told, which is said. Where it is not
 * clear which of several inputs takes what, nothing is guessed.
 *
 * @returns the specification, and what was read off or assumed, one sentence each
 * @throws {ConfigInvalidError} when what was said does not fit the inputs, or more must be said
 */
export function latentForInputs(
  inputs: readonly ImportedInput[],
  { parts, classes }: LatentOptions,
): { readonly spec: LatentSpec; readonly notes: readonly string[] } {
  const notes: string[] = [];
  const label = labelInput(inputs, classes);
  const vectors = inputs.filter((input) => input !== label);
  const written = parts === "given" ? undefined : parts;
  if (written !== undefined && written.length !== vectors.length) {
    throw new ConfigInvalidError({
      message: `Expected ${vectors.length} ${vectors.length === 1 ? "part" : "parts"} of noise for the inputs ${named(vectors)}, received ${written.length}.`,
      hint: "Name one for each, for example --latent normal:100,uniform:10.",
    });
  }
  if (parts === undefined && vectors.length > 1) {
    throw new ConfigInvalidError({
      message: `Expected to be told what the inputs ${named(vectors)} take; it cannot be read off the model.`,
      hint: `Say it for each, for example --latent ${vectors.map(({ shape }) => `normal:${sizeOf(shape)}`).join(",")}; an input that takes a class as a row of zeros with a one is named by --labels.`,
    });
  }
  const noise = vectors.map((input, i): LatentPart => {
    const size = sizeOf(input.shape);
    const said = written?.[i];
    if (said !== undefined && said.size !== size) {
      throw new ConfigInvalidError({
        message: `Expected ${size} numbers for the input "${input.name}" of shape [${input.shape.join(", ")}], received a prior of ${said.size}.`,
        hint: `For example --latent ${said.prior}:${size}.`,
      });
    }
    if (parts === undefined) {
      notes.push(
        `Its input "${input.name}" takes ${size} numbers; they are drawn from N(0, 1), which was assumed. Say otherwise with --latent.`,
      );
    }
    return {
      kind: "noise",
      name: partName(input.name, i),
      size,
      prior: parts === "given" ? "given" : (said?.prior ?? "normal"),
      ...(said?.low === undefined ? {} : { low: said.low }),
      ...(said?.high === undefined ? {} : { high: said.high }),
      input: { name: input.name, shape: [...input.shape] },
    };
  });
  const labels = label === undefined ? [] : [labelPartOf(label, classes, notes)];
  const spec = latentSpecSchema.safeParse({ parts: [...noise, ...labels] });
  if (spec.success) return { spec: spec.data, notes };
  throw new ConfigInvalidError({
    message: `Expected a generator that takes noise and at most one label; its inputs are ${named(inputs)}: ${spec.error.issues[0]?.message}.`,
    hint: "Wrap it into a model that does, or bring its samples.",
  });
}

/** The input that takes a label: the one of whole numbers, or the one as wide as there are classes. */
function labelInput(
  inputs: readonly ImportedInput[],
  classes: number | undefined,
): ImportedInput | undefined {
  const whole = inputs.filter(({ dtype, classes: known }) => dtype === "int32" || known !== undefined);
  if (whole.length > 1) {
    throw new ConfigInvalidError({
      message: `Expected at most one input of class numbers, received ${named(whole)}.`,
      hint: "Wrap it into a model with one, or bring its samples.",
    });
  }
  if (whole[0] !== undefined) return whole[0];
  if (classes === undefined) return undefined;
  const wide = inputs.filter(({ shape }) => sizeOf(shape) === classes);
  if (wide.length === 1 && inputs.length > 1) return wide[0];
  throw new ConfigInvalidError({
    message: `Expected an input for ${classes} classes besides the noise, received ${named(inputs)}.`,
    hint: "An input of class numbers is an integer; one of indicator rows is as wide as there are classes.",
  });
}

function labelPartOf(input: ImportedInput, said: number | undefined, notes: string[]): LatentPart {
  const classes = said ?? input.classes;
  if (classes === undefined) {
    throw new ConfigInvalidError({
      message: `Expected the number of classes for the input "${input.name}", which the model does not tell.`,
      hint: "Say it, for example --labels 10.",
    });
  }
  if (input.classes !== undefined && said !== undefined && said > input.classes) {
    throw new ConfigInvalidError({
      message: `Expected at most ${input.classes} classes for the input "${input.name}", received ${said}.`,
      hint: `The model has an embedding of ${input.classes} rows: --labels ${input.classes}.`,
    });
  }
  if (said !== undefined && input.classes !== undefined && said < input.classes) {
    notes.push(
      `Its input "${input.name}" knows ${input.classes} classes; the first ${said} are drawn, as was said.`,
    );
  }
  if (said === undefined)
    notes.push(`Its input "${input.name}" takes one of ${classes} classes, as the model tells.`);
  const oneHot = input.dtype !== "int32" && sizeOf(input.shape) === classes && classes > 1;
  return {
    kind: "label",
    name: "label",
    classes,
    distribution: Array.from({ length: classes }, () => 1 / classes),
    encoding: oneHot ? "one-hot" : "index",
    input: { name: input.name, shape: [...input.shape] },
  };
}

function partName(name: string, i: number): string {
  return name === "" ? `noise ${i + 1}` : name;
}

function named(inputs: readonly ImportedInput[]): string {
  return inputs.map(({ name, shape, dtype }) => `"${name}" (${dtype} [${shape.join(", ")}])`).join(", ");
}
