import { Argument, type Command } from "commander";
import type { CliIo } from "../cli-io.ts";
import { pictureOptions } from "../options/picture-options.ts";
import type { CliCommand } from "./cli-command.ts";

interface DescribeOptions {
  readonly split?: string;
  readonly out?: string;
  readonly pictures: boolean;
  readonly json?: true;
  readonly allowLarge?: boolean;
}

/** `ganlens data describe DATA` */
export const dataCommand: CliCommand = {
  name: "data",
  summary: "Says what is in data: counts, classes, duplicates, values, licence, and a picture of them.",
  examples: [
    "data describe mnist-5k",
    "data describe my-images --out pictures",
    "data describe images.npz --no-pictures --json",
    'data describe \'{ "procedural": { "name": "sprites", "size": 32, "missing": [{ "shape": ["heart"] }] } }\'',
    "data describe experiment.json",
  ],
  define(command: Command, io: CliIo): void {
    command
      .addArgument(
        new Argument(
          "<action>",
          "counts, classes, splits, duplicates, values, licence; writes a contact sheet and the mean image",
        ).choices(["describe"]),
      )
      .argument(
        "<data>",
        "the name of a data set, a folder of images, a file of them, JSON as the key data of a configuration has it, or a .json file of either",
      )
      .option(
        "--split <name>",
        "the split that the contact sheet shows; the one that is trained on, if left out",
      )
      .option("--out <folder>", "where the pictures are written; the current folder, if left out")
      .option("--no-pictures", "write none")
      .addOption(pictureOptions().allowLarge)
      .option("--json", "print JSON")
      .action((_action: string, data: string, options: DescribeOptions) => describe(data, options, io));
  },
};

async function describe(data: string, options: DescribeOptions, io: CliIo): Promise<void> {
  const { mkdir, writeFile } = await import("node:fs/promises");
  const { join, resolve } = await import("node:path");
  const { describeDataset, splitRoles } = await import("@ganlens/datasets");
  const { openDataset } = await import("@ganlens/datasets/node");
  const { namedData } = await import("../subjects/real-data.ts");
  const { dataPictures } = await import("../data/data-pictures.ts");
  const { descriptionLines } = await import("../data/description-lines.ts");
  const { shownJson, shownLine } = await import("../reporters/shown-text.ts");
  const { allowLarge } = options;
  const spec = await namedData(data, allowLarge === undefined ? {} : { allowLarge }, io);
  const dataset = await openDataset(spec, {
    split: options.split ?? splitRoles(spec).train,
    signal: io.signal,
  });
  const description = await describeDataset(dataset);
  const files: string[] = [];
  if (options.pictures) {
    const folder = resolve(io.cwd, options.out ?? ".");
    await mkdir(folder, { recursive: true });
    for (const { name, png } of await dataPictures(dataset, description)) {
      await writeFile(join(folder, name), png);
      files.push(options.out === undefined ? name : join(options.out, name));
    }
  }
  if (options.json === true) {
    const { meanSample: _pixels, ...numbers } = description;
    io.stdout.write(`${shownJson({ ...numbers, files }, 2)}\n`);
    return;
  }
  for (const line of descriptionLines(description, { split: dataset.split, files })) {
    io.stdout.write(`${shownLine(line)}\n`);
  }
}
