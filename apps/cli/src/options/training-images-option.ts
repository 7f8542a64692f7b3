import { Option } from "commander";

/** `--no-training-images`: sets `trainingImages` to false. */
export function trainingImagesOption(): Option {
  return new Option("--no-training-images", "leave pictures of real data out of the report");
}
