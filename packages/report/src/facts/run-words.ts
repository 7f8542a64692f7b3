import type { LatentPart, LatentSpec, RunRecord, RunStanding } from "@ganlens/core";
import { formatNumber } from "../format/format-number.ts";

/** What a run is, in a few words: "gan, preset demo", "imported from g.onnx (pytorch 2.9)", "samples only: 500 images". */
export function kindWords({ kind, training, subject }: RunRecord, models: number): string {
  const { origin, samples } = subject;
  const from = origin === undefined ? "" : ` from ${originWords(origin)}`;
  if (kind === "trained" && training !== undefined) {
    return training.preset === null ? training.trainer : `${training.trainer}, preset ${training.preset}`;
  }
  if (kind === "samples") return `samples only: ${countWords(samples?.count ?? 0, "image")}${from}`;
  if (kind === "series") return `a series of ${countWords(models, "model")}${from}`;
  return `imported${from}`;
}

/** How a run stands, in a few words: "finished", "interrupted: the process that trained it is gone". */
export function standingWords(standing: RunStanding): string {
  if (standing === "interrupted") return "interrupted: the process that trained it is gone";
  if (standing === "not known") return "unfinished; whether it still trains cannot be seen from here";
  return standing;
}

/** "g.onnx (pytorch 2.9)" */
export function originWords({ name, producer }: NonNullable<RunRecord["subject"]["origin"]>): string {
  return producer === undefined ? name : `${name} (${producer})`;
}

/** What a generator takes: "100 numbers, normal; one of 10 classes". */
export function latentWords({ parts }: LatentSpec): string {
  const several = parts.filter(({ kind }) => kind !== "label").length > 1;
  return parts.map((part) => partWords(part, several)).join("; ");
}

function partWords(part: LatentPart, named: boolean): string {
  if (part.kind === "label") return `one of ${countWords(part.classes, "class", "classes")}`;
  const name = named ? `${part.name}: ` : "";
  const { size, prior, low = -1, high = 1 } = part;
  const drawn =
    prior === "uniform"
      ? `uniform from ${formatNumber(low)} to ${formatNumber(high)}`
      : prior === "given"
        ? "taken from a file"
        : "normal";
  return `${name}${countWords(size, "number")}, ${drawn}`;
}

/** "1 image", "1,200 images" */
export function countWords(count: number, one: string, several = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : several}`;
}

/** "28 × 28 × 1" */
export function shapeWords(shape: readonly number[]): string {
  return shape.join(" × ");
}
