import type { BackendName } from "@ganlens/backend";
import {
  ConfigInvalidError,
  MemoryRunStore,
  type RunReader,
  type RunRecord,
  RunUnsupportedError,
  type Subject,
} from "@ganlens/core";
import { runSubject } from "@ganlens/interpret";
import type { CliIo } from "../cli-io.ts";
import { openEngine } from "../engine/open-engine.ts";
import type { SubjectOptions } from "../options/subject-options.ts";
import type { Reporter } from "../reporters/reporter.ts";
import { openRun } from "../runs/open-run.ts";
import { prepareSubject } from "./bring-subject.ts";
import { openRunSubject } from "./open-run-subject.ts";
import { type RecognisedSubject, recogniseSubject } from "./recognise-subject.ts";

export interface OpenNamedSubjectOptions {
  readonly named: string;
  /** What is said of a model from elsewhere. */
  readonly options: SubjectOptions;
  readonly checkpoint?: number | undefined;
  readonly backend?: BackendName | undefined;
  /** Real images to compare with instead of a run's own; `own` for a run's own. Left out, none are opened. */
  readonly compareWith?: string | "own";
  /** True where what is said of models may stand beside a run, of which it says nothing. */
  readonly runsToo?: boolean;
  readonly io: CliIo;
  readonly reporter: Reporter;
}

/** What a person has named, open to be looked at. */
export interface NamedSubject {
  readonly found: RecognisedSubject;
  readonly subject: Subject;
  /** Its run folder; one in memory where it is no run. */
  readonly store: RunReader;
  readonly record: RunRecord;
}

/**
 * Opens a run, a model or samples for a command that looks at it; nothing is written.
 *
 * @throws {ConfigInvalidError} when what was said does not fit it
 * @throws {RunUnsupportedError} when it is nothing that can be looked at
 */
export async function openNamedSubject(given: OpenNamedSubjectOptions): Promise<NamedSubject> {
  const { named, options, checkpoint, io, reporter, backend, compareWith } = given;
  const found = await recogniseSubject(named, {}, io);
  const { store, record } = await storeOf(found, given);
  const at = checkpoint === undefined ? {} : { checkpoint };
  if (compareWith === undefined) {
    await openEngine({ require: backend });
    return { found, store, record, subject: await runSubject({ store, ...at }) };
  }
  await openEngine({ require: backend });
  const { subject } = await openRunSubject({
    store,
    record,
    io,
    reporter,
    ...at,
    justBrought: found.kind !== "run",
    ...(compareWith === "own" ? {} : { compareWith, pictures: options }),
  });
  return { found, store, record, subject };
}

async function storeOf(
  found: RecognisedSubject,
  { options, backend, io, reporter, runsToo = false }: OpenNamedSubjectOptions,
): Promise<{ readonly store: RunReader; readonly record: RunRecord }> {
  if (found.kind === "run") {
    const said = (["latent", "labels", "range", "layout", "output"] as const).filter(
      (key) => options[key] !== undefined,
    );
    if (said.length === 0 || runsToo) return openRun(found.path, io);
    throw new ConfigInvalidError({
      message: `Expected a run to be looked at as it is, received ${said.map((key) => (key === "labels" ? "--classes" : `--${key}`)).join(", ")}.`,
      hint: "These say what a model from elsewhere takes and gives; a run says it itself.",
    });
  }
  const engine = await openEngine({ require: backend });
  const store = new MemoryRunStore(found.stem);
  const write = await prepareSubject({ found, options, engine, io, reporter }).catch((error: unknown) => {
    throw asCalledHere(error);
  });
  return { store, record: await write(store, found.stem) };
}

/** Where classes are asked for by `--labels`, their number is said by `--classes`. */
function asCalledHere(error: unknown): unknown {
  if (!(error instanceof ConfigInvalidError) || error.hint?.includes("--labels") !== true) return error;
  return new ConfigInvalidError({
    message: error.message,
    hint: error.hint.replaceAll("--labels", "--classes"),
    cause: error,
  });
}

/**
 * The same subject, when it draws images at any latents.
 *
 * @throws {RunUnsupportedError} when it does not
 */
export function assertGenerates(
  subject: Subject,
  purpose: string,
): Subject & Required<Pick<Subject, "generate" | "latents">> {
  const { generate, latents } = subject;
  if (generate !== undefined && latents !== undefined) return { ...subject, generate, latents };
  throw new RunUnsupportedError({
    message: `Expected a generator ${purpose}, but ${subject.name} has nothing but its samples: no new image can be drawn from them.`,
    hint: "Name the model that drew them: a run folder, an .onnx file or a model.json.",
  });
}
