import { type Command, InvalidArgumentError, Option } from "commander";
import { type ModelOptions, modelOptions } from "./model-options.ts";
import { type PictureOptions, pictureOptions } from "./picture-options.ts";

/** What can be said of a generator, or of samples, that were not made here. */
export interface SubjectOptions extends PictureOptions, Omit<ModelOptions, "classes"> {
  /** The number of classes. */
  readonly labels?: number;
  readonly data?: string;
  readonly trainedOn?: "all" | readonly string[];
  readonly heldOut?: string;
  readonly samples?: string;
  readonly latents?: string;
  readonly series?: string;
  readonly out?: string;
}

/** Adds to a command what {@link SubjectOptions} holds. */
export function addSubjectOptions(command: Command): Command {
  const { size, channels, fit, allowLarge } = pictureOptions();
  const { latent, classes, range, layout, output } = modelOptions("--labels <n>");
  return command
    .addOption(latent)
    .addOption(classes)
    .addOption(range)
    .addOption(layout)
    .addOption(output)
    .option(
      "--data <path-or-name>",
      "real images of the kind that it was trained on: a folder of images, a file of them (.npz, .npy, IDX, .safetensors), or a name of `ganlens list datasets`",
    )
    .addOption(
      new Option(
        "--trained-on <splits>",
        "what of them it was trained on: all, train, or splits with commas between",
      ).argParser(trainedOn),
    )
    .option("--held-out <path-or-name>", "images that it has not seen, named in the same ways")
    .addOption(size)
    .addOption(channels)
    .addOption(fit)
    .addOption(allowLarge)
    .option("--samples <path>", "nothing but its samples: a folder of images, .npz, .npy, IDX or safetensors")
    .option("--latents <file>", "the latents of the samples, row by row: .npz or .npy")
    .option(
      "--series <pattern>",
      "the states of one training, as in 'dir/*/model.json'; the step is the last number of each path",
    )
    .option("--out <folder>", "the run folder that is made; a new one under runs/, if left out");
}

/** True when something is said that only a generator from elsewhere needs to be told. */
export function saysSomething(options: SubjectOptions): readonly string[] {
  const names: Readonly<Record<keyof SubjectOptions, string>> = {
    latent: "--latent",
    labels: "--labels",
    range: "--range",
    layout: "--layout",
    output: "--output",
    data: "--data",
    trainedOn: "--trained-on",
    heldOut: "--held-out",
    size: "--size",
    channels: "--channels",
    fit: "--fit",
    allowLarge: "--allow-large",
    samples: "--samples",
    latents: "--latents",
    series: "--series",
    out: "--out",
  };
  return (Object.keys(names) as (keyof SubjectOptions)[])
    .filter((key) => options[key] !== undefined)
    .map((key) => names[key]);
}

function trainedOn(text: string): "all" | readonly string[] {
  const splits = text.split(",").map((split) => split.trim());
  if (splits.some((split) => split === "")) {
    throw new InvalidArgumentError("Expected all, train, or the names of splits with commas between.");
  }
  return splits.length === 1 && splits[0] === "all" ? "all" : splits;
}
