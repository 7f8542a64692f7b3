import type { LineFigure, LoggedStep } from "@ganlens/core";
import { discriminatorErrors } from "@ganlens/report";
import { type ReactElement, useId, useMemo, useState } from "react";
import { Drawing, type Reading } from "../../figures/drawing.tsx";
import { lossPoints } from "../../figures/figure-points.ts";
import { NumbersTable } from "../../figures/numbers-table.tsx";
import { useRun } from "../../run/use-run.ts";
import "../../figures/figure-panel.css";

/** What charts are titled, and what stands at their vertical axis. */
const words = {
  losses: { title: "Losses", axis: "loss" },
  errors: { title: "How often the discriminator errs", axis: "share" },
} as const;

/** Losses over steps, or the shares that a discriminator is wrong about, with the shown step marked, and the table behind. */
export function LossChart({
  logged,
  of = "losses",
  step,
  goTo,
}: {
  readonly logged: readonly LoggedStep[];
  readonly of?: keyof typeof words;
  readonly step: number;
  /** Where a chosen step leads: in words, and there; nowhere where it is left out. */
  readonly goTo?: { readonly words: (step: number) => string; readonly go: (step: number) => void };
}): ReactElement | null {
  const id = useId();
  const [open, setOpen] = useState(false);
  const losses = useMemo(() => numbersFigure(logged, of), [logged, of]);
  const marked = useMemo(() => (losses === null ? null : withStep(losses, step)), [losses, step]);
  const points = useMemo(
    () => lossPoints(logged.map((each) => ({ step: each.step, losses: numbersOf(each, of) }))),
    [logged, of],
  );
  const read: Reading = {
    points,
    along: "x",
    ...(goTo === undefined ? {} : { onChoose: ({ x }) => goTo.go(x), hint: ({ x }) => goTo.words(x) }),
  };
  const { notes } = useRun();
  if (losses === null || marked === null) {
    if (of === "errors") return null;
    const why = notes.find((note) => note.startsWith("The losses are left out"));
    return <p className="note">{why ?? "No losses were logged."}</p>;
  }
  return (
    <figure className="figure-panel" aria-labelledby={`${id}-name`}>
      <h3 id={`${id}-name`}>{losses.title}</h3>
      <Drawing figure={marked} id={`${id}-drawing`} room={348} read={read} />
      <p className="figure-buttons">
        <button
          type="button"
          className="button small"
          aria-expanded={open}
          aria-controls={`${id}-numbers`}
          onClick={() => setOpen(!open)}
        >
          Numbers
          <span className="visually-hidden">
            {of === "losses" ? " of the losses" : " of the discriminator’s errors"}
          </span>
        </button>
      </p>
      <div id={`${id}-numbers`}>{open && <NumbersTable figure={losses} />}</div>
    </figure>
  );
}

function numbersOf({ losses, parts }: LoggedStep, of: keyof typeof words): LoggedStep["losses"] {
  return of === "losses" ? losses : discriminatorErrors(parts);
}

function numbersFigure(logged: readonly LoggedStep[], of: keyof typeof words): LineFigure | null {
  const names = [...new Set(logged.flatMap((each) => Object.keys(numbersOf(each, of))))];
  const series = names.map((name) => ({
    name,
    points: logged.flatMap((each) => {
      const value = numbersOf(each, of)[name];
      return typeof value === "number" ? [{ x: each.step, y: value }] : [];
    }),
  }));
  if (series.every(({ points }) => points.length === 0)) return null;
  const { title, axis } = words[of];
  return {
    kind: "line",
    id: of,
    title,
    caption: "",
    x: { label: "step" },
    y: { label: axis },
    series,
  };
}

/** A dashed line at the shown step, from the lowest to the highest value. */
function withStep(figure: LineFigure, step: number): LineFigure {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { points } of figure.series) {
    for (const { y } of points) {
      low = Math.min(low, y);
      high = Math.max(high, y);
    }
  }
  const name = "the shown step";
  const points = [
    { x: step, y: low },
    { x: step, y: high },
  ];
  return { ...figure, series: [...figure.series, { name, dashed: true, points }] };
}
