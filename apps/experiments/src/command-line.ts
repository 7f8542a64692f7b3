import { parseArgs } from "node:util";
import { type BackendName, backendNames } from "@ganlens/backend";
import { ConfigInvalidError, unknownNameError } from "@ganlens/core";
import type { Experiment } from "./experiment.ts";

/** What `pnpm experiment …` was asked for. */
export type Command =
  | { readonly task: "list" }
  | { readonly task: "tables"; readonly write: boolean }
  | { readonly task: "table"; readonly experiment: Experiment }
  | {
      readonly task: "draw";
      readonly experiment: Experiment;
      /** On seeds for trying, shown instead of kept. */
      readonly trial: boolean;
      readonly minutes?: number;
      readonly draws?: number;
      readonly conditions?: readonly string[];
      readonly backend?: BackendName;
    };

export const usage = `pnpm experiment                      lists the experiments and how far they are
pnpm experiment NAME                 goes on where it stopped; Ctrl-C loses nothing but the draw at work
    --minutes 10                     begins no draw after that many minutes
    --draws N                        makes at most N draws
    --condition ID                   makes only draws of this condition; given more than once, of these, number by number
    --backend wasm|node|cpu          computes with this one or not at all
    --try                            shows draws on seeds from 0, for choosing thresholds, and keeps none
pnpm experiment NAME --table         prints its table
pnpm experiment tables --write       writes all tables into their READMEs, and interpret's calibration rows
pnpm experiment tables --check       fails where these are not what the rows give
`;

/** @throws {ConfigInvalidError} when the words are none of {@link usage} */
export function parseCommand(words: readonly string[], experiments: readonly Experiment[]): Command {
  const { values, positionals } = parsed(words);
  const [name, ...rest] = positionals;
  const { write = false, check = false, table = false, minutes, draws, condition: chosen, backend } = values;
  const drawing = { minutes, draws, chosen, backend, try: values.try };
  const refuse = (holds: boolean, what: string): void => {
    if (holds) throw new ConfigInvalidError({ message: `Expected ${what}.`, hint: usage });
  };
  const drawingGiven = Object.values(drawing).some((value) => value !== undefined);
  refuse(rest.length > 0, `one name, received ${positionals.length}: ${positionals.join(", ")}`);
  if (name === undefined) {
    refuse(write || check || table || drawingGiven, "the name of an experiment before its options");
    return { task: "list" };
  }
  if (name === "tables") {
    refuse(write === check, "one of --write and --check after `tables`");
    refuse(table || drawingGiven, "no other options than --write and --check after `tables`");
    return { task: "tables", write };
  }
  refuse(write || check, "--write and --check after `tables` only");
  const experiment = experiments.find((known) => known.name === name);
  if (experiment === undefined) {
    throw unknownNameError({ what: "experiment", name, known: experiments.map(({ name }) => name) });
  }
  if (table) {
    refuse(drawingGiven, "no other options beside --table");
    return { task: "table", experiment };
  }
  const conditions = experiment.conditions.map(({ id }) => id);
  const unknown = chosen?.find((id) => !conditions.includes(id));
  if (unknown !== undefined) {
    throw unknownNameError({ what: `condition of ${name}`, name: unknown, known: conditions });
  }
  const known = backendNames.find((known) => known === backend);
  if (backend !== undefined && known === undefined) {
    throw unknownNameError({ what: "backend", name: backend, known: backendNames });
  }
  return {
    task: "draw",
    experiment,
    trial: values.try ?? false,
    ...(minutes === undefined ? {} : { minutes: positive("--minutes", minutes) }),
    ...(draws === undefined ? {} : { draws: positive("--draws", draws, Number.isInteger) }),
    ...(chosen === undefined ? {} : { conditions: chosen }),
    ...(known === undefined ? {} : { backend: known }),
  };
}

function parsed(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        minutes: { type: "string" },
        draws: { type: "string" },
        condition: { type: "string", multiple: true },
        backend: { type: "string" },
        try: { type: "boolean" },
        table: { type: "boolean" },
        write: { type: "boolean" },
        check: { type: "boolean" },
      },
    });
  } catch (error) {
    throw new ConfigInvalidError({
      message: error instanceof Error ? error.message : String(error),
      hint: usage,
    });
  }
}

function positive(option: string, text: string, also: (value: number) => boolean = Number.isFinite): number {
  const value = Number(text);
  if (text.trim() === "" || !(value > 0) || !also(value)) {
    throw new ConfigInvalidError({
      message: `Expected a positive number after ${option}, received "${text}".`,
    });
  }
  return value;
}
