import { Option } from "commander";

/** How progress is shown. */
export type LogForm = "auto" | "plain" | "json";

/** `--log auto|plain|json` */
export function logOption(): Option {
  return new Option(
    "--log <form>",
    "progress as a bar (auto, on a terminal), as plain lines, or as JSON, one event a line",
  )
    .choices(["auto", "plain", "json"])
    .default("auto");
}
