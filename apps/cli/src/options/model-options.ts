import { type Command, InvalidArgumentError, Option } from "commander";
import { wholeNumber } from "./whole-number.ts";

/** What a generator from elsewhere takes and gives, where a command has another use for `--labels`. */
export interface ModelOptions {
  /** `normal:100`, `uniform:64`, or a file of latents. */
  readonly latent?: string;
  readonly classes?: number;
  readonly range?: readonly [number, number];
  readonly layout?: "nhwc" | "nchw";
  readonly output?: string;
}

/** `--latent`, the number of classes by the given flag, `--range`, `--layout`, `--output`. */
export function modelOptions(
  classes: "--labels <n>" | "--classes <n>",
): Readonly<Record<keyof ModelOptions, Option>> {
  return {
    latent: new Option(
      "--latent <prior>",
      "what the generator is drawn from: normal:100, uniform:64 (from −1 to 1), uniform:64:0:1, several with commas, or a file of latents (with labels beside them where it takes classes); read from the model, if left out",
    ),
    classes: new Option(classes, "the number of classes that it can be asked for").argParser(wholeNumber(1)),
    range: new Option(
      "--range <low,high>",
      "the values that its images take; read from the last activation, if left out",
    ).argParser(range),
    layout: new Option(
      "--layout <order>",
      "where its images have their channels; read from an ONNX file, if left out",
    ).choices(["nhwc", "nchw"]),
    output: new Option("--output <name>", "which of several outputs are the images"),
  };
}

/** Adds what a generator from elsewhere takes and gives, its number of classes by `--classes`. */
export function addModelOptions(command: Command): Command {
  return Object.values(modelOptions("--classes <n>")).reduce(
    (added, option) => added.addOption(option),
    command,
  );
}

/** The same as other commands say it, where the number of classes is `--labels`. */
export function subjectOptionsOf({
  latent,
  classes,
  range,
  layout,
  output,
}: ModelOptions): Omit<ModelOptions, "classes"> & { readonly labels?: number } {
  return {
    ...(latent === undefined ? {} : { latent }),
    ...(classes === undefined ? {} : { labels: classes }),
    ...(range === undefined ? {} : { range }),
    ...(layout === undefined ? {} : { layout }),
    ...(output === undefined ? {} : { output }),
  };
}

function range(text: string): readonly [number, number] {
  const [low, high, ...rest] = text
    .split(",")
    .map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  if (low === undefined || high === undefined || rest.length > 0 || !(low < high)) {
    throw new InvalidArgumentError("Expected two numbers, the lower first, as in -1,1.");
  }
  return [low, high];
}
