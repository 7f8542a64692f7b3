import type { ExplainRunOptions } from "./explain-run.ts";
import { shellWord, shownPath } from "./shown-path.ts";

/** The call of `explain` that asks the same of a run once more. */
export function explainCall({
  store,
  record,
  lenses,
  named,
  effort,
  seed,
  data,
  heldOut,
  compareWith,
  pictures = {},
  checkpoint,
  io,
}: Omit<ExplainRunOptions, "reporter" | "position">): string {
  const said: readonly (readonly [option: string, value: string | number | undefined])[] = [
    ["effort", effort === "quick" ? undefined : effort],
    ["seed", seed === (record.training?.seed ?? 0) ? undefined : seed],
    ["checkpoint", checkpoint],
    ["data", data],
    ["held-out", heldOut],
    ["compare-with", compareWith],
    ["size", compareWith === undefined ? undefined : pictures.size?.join("x")],
    ["channels", compareWith === undefined ? undefined : pictures.channels],
    ["fit", compareWith === undefined ? undefined : pictures.fit],
  ];
  const words = [
    shownPath(store.location, io),
    ...(named ? ["--lens", ...lenses.map(({ id }) => id)] : []),
    ...said.flatMap(([option, value]) => (value === undefined ? [] : [`--${option}`, String(value)])),
  ];
  return `${io.program} explain ${words.map(shellWord).join(" ")}`;
}
