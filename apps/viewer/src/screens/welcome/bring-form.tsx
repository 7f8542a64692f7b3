import { GanlensError, wordsOf } from "@ganlens/core";
import { countWords } from "@ganlens/report";
import { type FormEvent, type ReactElement, useEffect, useState } from "react";
import { type BroughtFiles, bringRun, inspectBrought } from "../../brought/bring-run.ts";
import { type Choices, firstChoices, problemOf, saidOf } from "../../brought/said-fields.ts";
import type { InspectedGenerator } from "../../engine/messages.ts";
import { useEngine } from "../../engine/use-engine.ts";
import { EngineProblemNote } from "../../panels/engine-problem.tsx";
import type { RunSource } from "../../run/run-source.ts";
import { InputFields } from "./input-fields.tsx";
import { ValueFields } from "./value-fields.tsx";
import "./bring-form.css";

interface Problem {
  readonly message: string;
  readonly hint?: string;
}

type Progress = "reading" | "asking" | "opening";

/** What must be said of a generator or of samples before they become a run; most of it is read off the files. */
export function BringForm({
  brought,
  open,
  cancel,
}: {
  readonly brought: BroughtFiles;
  readonly open: (source: () => Promise<RunSource>) => void;
  readonly cancel: () => void;
}): ReactElement {
  const { engine } = useEngine();
  const [inspected, setInspected] = useState<InspectedGenerator | null>(null);
  const [choices, setChoices] = useState<Choices>(() => firstChoices(null));
  const [progress, setProgress] = useState<Progress>("reading");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [unreadable, setUnreadable] = useState(false);
  useEffect(() => {
    let gone = false;
    inspectBrought(engine, brought).then(
      (found) => {
        if (gone) return;
        setInspected(found);
        setChoices(firstChoices(found));
        setProgress("asking");
      },
      (error: unknown) => {
        if (gone) return;
        setProblem(problemIn(error));
        setUnreadable(true);
        setProgress("asking");
      },
    );
    return () => {
      gone = true;
    };
  }, [engine, brought]);
  const { what } = brought;
  const change = (patch: Partial<Choices>): void => setChoices((before) => ({ ...before, ...patch }));
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const missing = problemOf(choices, inspected);
    if (missing !== null) {
      setProblem({ message: missing });
      return;
    }
    setProblem(null);
    setProgress("opening");
    try {
      const said = saidOf(choices, inspected);
      const source = await bringRun(engine, brought, { said, startedAt: new Date() });
      open(async () => source);
    } catch (error) {
      setProblem(problemIn(error));
      setProgress("asking");
    }
  };
  const isOpenable = progress !== "reading" && !unreadable;
  return (
    <form className="bring" aria-labelledby="bring-name" onSubmit={(event) => void submit(event)}>
      <h3 id="bring-name">{what.name}</h3>
      <p className="note">{kindOf(brought, inspected)}</p>
      <EngineProblemNote />
      {progress === "reading" && <p className="muted">Reading…</p>}
      {isOpenable && inspected !== null && (
        <InputFields
          inspected={inspected}
          choices={choices}
          latents={what.kind === "pictures" ? null : (what.latents ?? null)}
          onChange={(inputs) => change({ inputs })}
        />
      )}
      {isOpenable && what.kind !== "pictures" && (
        <ValueFields inspected={inspected} choices={choices} onChange={change} />
      )}
      {inspected !== null && inspected.notes.length > 0 && (
        <ul className="note">
          {inspected.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {problem !== null && (
        <div className="problem" role="alert">
          <p>{problem.message}</p>
          {problem.hint !== undefined && <p className="muted">{problem.hint}</p>}
        </div>
      )}
      <div className="toolbar">
        {!unreadable && (
          <button type="submit" className="button primary" disabled={progress !== "asking"}>
            {progress === "opening" ? "Opening…" : "Open"}
          </button>
        )}
        <button type="button" className="button" onClick={cancel}>
          Choose something else
        </button>
      </div>
    </form>
  );
}

/** Hints that name options of the command line lead nowhere here. */
function problemIn(error: unknown): Problem {
  const hint = GanlensError.isInstance(error) ? error.hint : undefined;
  return {
    message: wordsOf(error),
    ...(hint === undefined || hint.includes("--") ? {} : { hint }),
  };
}

function kindOf({ what }: BroughtFiles, inspected: InspectedGenerator | null): string {
  if (what.kind === "pictures") {
    return `${countWords(what.paths.length, "picture")}, taken for samples of a generator: one each, all of one size.`;
  }
  if (what.kind === "samples") {
    const beside = [
      ...(what.labels === undefined ? [] : [`labels from ${what.labels}`]),
      ...(what.latents === undefined ? [] : [`latents from ${what.latents}`]),
    ];
    return `Samples of a generator${beside.length === 0 ? "" : `, with ${beside.join(" and ")}`}. Labels and latents in the same file are found by their names.`;
  }
  const producer = inspected?.producer === undefined ? "" : ` of ${inspected.producer}`;
  const from =
    inspected === null ? "" : `, ${inspected.from === "onnx" ? "ONNX" : inspected.from}${producer}`;
  return what.models.length === 1
    ? `A generator${from}. It runs in this browser; the file is data, and nothing in it is executed.`
    : `A series of ${what.models.length} generators${from}, steps ${what.models
        .map(({ step }) => step)
        .slice(0, 8)
        .join(", ")}${what.models.length > 8 ? " …" : ""}.`;
}
