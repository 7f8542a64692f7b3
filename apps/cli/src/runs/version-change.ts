import type { RunRecord } from "@ganlens/core";
import type { Engine } from "../engine/open-engine.ts";

/** What of `versions` decides which numbers come out of a step, as messages call it. */
const deciding: Readonly<Record<string, string>> = {
  ganlens: "ganlens",
  tfjs: "tfjs",
  backend: "the backend",
};

/**
 * Which programs are of another version than those that a run was trained with, in words; none where all that decide its numbers
 * are the same. Of another backend than before it is told elsewhere.
 */
export function versionChanges(
  record: Pick<RunRecord, "versions" | "backend">,
  { versions, backend }: Engine,
): readonly string[] {
  return Object.entries(deciding).flatMap(([key, name]) => {
    const [then, now] = [record.versions[key], versions[key]];
    const isComparable = key !== "backend" || record.backend.name === backend.name;
    if (then === undefined || now === undefined || then === now || !isComparable) return [];
    return [`${name} was ${then} and is ${now}`];
  });
}
