import type { Subject } from "@ganlens/core";
import type { ModelSpec } from "@ganlens/models";
import { nestedSpec } from "./nested-spec.ts";

/** The autoencoder that the run's configuration proposes, else one for all code sizes. */
export function proposedSpec(subject: Pick<Subject, "autoencoder" | "imageShape">): ModelSpec {
  return (subject.autoencoder as ModelSpec | undefined) ?? nestedSpec(subject);
}
