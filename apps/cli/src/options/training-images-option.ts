import { Option } from "commander";

/** `--no-training-images`: sets `trainingImages` to false. */
export function trainingImagesOption(description: string): Option {
  return new Option("--no-training-images", description);
}
