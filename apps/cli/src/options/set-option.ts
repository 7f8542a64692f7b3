import { Option } from "commander";

/** `--set key=value …`: may be given several times. */
export function setOption(): Option {
  return new Option("--set <key=value...>", "change single settings, such as generator.width=16");
}
