import type { LatentPart, RunRecord } from "@ganlens/core";
import type { SubjectReadEvent } from "../reporters/cli-event.ts";

/** What was read off a generator or a set of samples, for people. */
export function subjectFacts({ name, kind, subject }: RunRecord): SubjectReadEvent {
  const { origin, shape, latent, range, samples, data, heldOut } = subject;
  const facts: [string, string][] = [];
  if (origin !== undefined) {
    const producer = origin.producer === undefined ? "" : `, written by ${origin.producer}`;
    facts.push([
      "Read",
      `${origin.name} (${origin.format}${producer}, sha256 ${origin.sha256.slice(0, 12)}…)`,
    ]);
  }
  if (latent !== undefined) facts.push(["Takes", latent.parts.map(partWords).join("; ")]);
  const count = samples === undefined ? "" : `${samples.count} `;
  const values = range === undefined ? "" : `, values from ${range[0]} to ${range[1]}`;
  facts.push([kind === "samples" ? "Holds" : "Gives", `${count}images of ${shape.join(" × ")}${values}`]);
  if (data !== undefined) {
    const on = data.trainedOn === "all" ? "all of it" : data.trainedOn.join(", ");
    facts.push(["Data", `${data.dataset.name}, ${data.dataset.shape.join(" × ")}; trained on ${on}`]);
  }
  if (heldOut !== undefined) facts.push(["Unseen", heldOut.dataset.name]);
  return { type: "subject-read", name, facts };
}

function partWords(part: LatentPart): string {
  const at = part.input === undefined ? "" : ` at "${part.input.name}" [${part.input.shape.join(", ")}]`;
  if (part.kind === "label") return `one of ${part.classes} classes${at}`;
  const { low = -1, high = 1 } = part;
  const priors = {
    normal: "from N(0, 1)",
    uniform: `from ${low} to ${high}, uniform`,
    given: "from a file",
  };
  return `${part.size} numbers${at}, ${priors[part.prior]}`;
}

/** The options that say again what a model's files do not hold: its prior, its classes, and its range. */
export function sayAgain({ subject }: RunRecord): readonly string[] {
  const parts = subject.latent?.parts ?? [];
  const vectors = parts.flatMap((part) => (part.kind === "label" ? [] : [part]));
  const label = parts.find(({ kind }) => kind === "label");
  const written = vectors.map(({ prior, size, low, high }) =>
    prior === "uniform" && low !== undefined ? `uniform:${size}:${low}:${high}` : `${prior}:${size}`,
  );
  return [
    ...(vectors.every(({ prior }) => prior !== "given") && written.length > 0
      ? ["--latent", written.join(",")]
      : []),
    ...(label?.kind === "label" ? ["--labels", String(label.classes)] : []),
    ...(subject.range === undefined ? [] : [`--range=${subject.range.join(",")}`]),
    ...(subject.generator?.layout === "nchw" ? ["--layout", "nchw"] : []),
  ];
}
