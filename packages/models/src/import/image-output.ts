import { ConfigInvalidError, nearestName, RunUnsupportedError } from "@ganlens/core";
import type { ImportedOutput } from "./network-ports.ts";

/** Which output the images are, and how they lie there. */
export interface ImageOutput {
  readonly index: number;
  /** [height, width, channels] */
  readonly shape: readonly [number, number, number];
  readonly layout: "nhwc" | "nchw";
  /** True where the network gives rows of numbers, or images without channels. */
  readonly reshaped: boolean;
  readonly notes: readonly string[];
}

/**
 * Finds the images among a network's outputs, and which axis the channels are.
 *
 * @param options `output`: the name of the output, where it is not the only one of images; `layout`: where channels stand,
 *   last unless told
 * @throws {ConfigInvalidError} when there is no output of that name
 * @throws {RunUnsupportedError} when no output is an image
 */
export function imageOutput(
  outputs: readonly ImportedOutput[],
  { output, layout = "nhwc" }: { readonly output?: string; readonly layout?: "nhwc" | "nchw" },
): ImageOutput {
  const candidates = outputs
    .map((each, index) => ({ each, index }))
    .filter(({ each }) => (output === undefined ? isImage(each.shape, layout) : each.name === output));
  const [first] = candidates;
  if (first === undefined && output !== undefined) {
    const names = outputs.map(({ name }) => name);
    const nearest = nearestName(output, names);
    throw new ConfigInvalidError({
      message: `Expected the name of an output, received "${output}".`,
      hint: nearest === undefined ? `It has ${names.join(", ")}.` : `Did you mean "${nearest}"?`,
    });
  }
  const grey =
    first === undefined || !isImage(first.each.shape, layout) ? greyOutput(outputs, output) : undefined;
  if (grey !== undefined) return grey;
  const shapes = outputs.map(({ name, shape }) => `"${name}" [${shape.join(", ")}]`).join(", ");
  if (first === undefined) {
    const other = outputs.some(({ shape }) => isImage(shape, layout === "nhwc" ? "nchw" : "nhwc"));
    throw new RunUnsupportedError({
      message: `Expected an output of images, [height, width, 1 or 3 channels], received ${shapes}.`,
      hint: other
        ? `Channels seem to stand ${layout === "nhwc" ? "first: say --layout nchw" : "last: say --layout nhwc"}.`
        : "The present lenses look at images of 1 or 3 channels; bring a model that gives them (in PyTorch, for example, .view(-1, 3, 32, 32) at its end), or its samples.",
    });
  }
  const [one, two, three, ...rest] = first.each.shape;
  if (one === undefined || two === undefined || three === undefined || rest.length > 0) {
    throw new RunUnsupportedError({
      message: `Expected images, [height, width, channels], at the output "${first.each.name}", received [${first.each.shape.join(", ")}].`,
      hint: "A flat output can be reshaped in the model.",
    });
  }
  const notes =
    outputs.length > 1
      ? [
          `It has ${outputs.length} outputs, ${shapes}; what is explained is "${first.each.name}". Choose another with --output.`,
        ]
      : [];
  return {
    index: first.index,
    shape: layout === "nhwc" ? [one, two, three] : [two, three, one],
    layout,
    reshaped: false,
    notes,
  };
}

/** The only output that can be read as grey images: [height, width], or a row of as many numbers as a square has. */
function greyOutput(outputs: readonly ImportedOutput[], output: string | undefined): ImageOutput | undefined {
  const found = outputs.flatMap(({ name, shape }, index) => {
    const sides = greySides(shape);
    return sides === undefined || (output !== undefined && name !== output)
      ? []
      : [{ name, shape, index, sides }];
  });
  const [only, ...others] = found;
  if (only === undefined || others.length > 0) return undefined;
  const [height, width] = only.sides;
  const read =
    only.shape.length === 1 ? `Rows of ${only.shape[0]} numbers` : `Its samples [${only.shape.join(", ")}]`;
  return {
    index: only.index,
    shape: [height, width, 1],
    layout: "nhwc",
    reshaped: true,
    notes: [`${read} at the output "${only.name}" are read as grey images of ${height} × ${width}.`],
  };
}

function greySides(shape: readonly number[]): readonly [number, number] | undefined {
  const [first = 0, second, ...rest] = shape;
  if (rest.length > 0) return undefined;
  if (second !== undefined) return first >= 4 && second >= 4 ? [first, second] : undefined;
  const side = Math.round(Math.sqrt(first));
  return side >= 4 && side * side === first ? [side, side] : undefined;
}

function isImage(shape: readonly number[], layout: "nhwc" | "nchw"): boolean {
  const channels = layout === "nhwc" ? shape[2] : shape[0];
  return shape.length === 3 && (channels === 1 || channels === 3);
}
