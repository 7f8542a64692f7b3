import type { Effort, Lens, RunRecord } from "@ganlens/core";
import type { CliIo } from "../cli-io.ts";
import type { PictureOptions } from "../options/picture-options.ts";
import { shellWord, shownPath } from "./shown-path.ts";

/** What was asked of a run, as far as the command line can say it. */
export interface Asked {
  readonly store: { readonly location: string };
  readonly record: RunRecord;
  readonly lenses: readonly Lens[];
  /** True when the user named the lenses. */
  readonly named: boolean;
  readonly effort: Effort;
  readonly replace?: boolean;
  readonly seed: number;
  readonly trainingImages?: boolean;
  readonly data?: string | undefined;
  readonly heldOut?: string | undefined;
  readonly compareWith?: string | undefined;
  readonly pictures?: PictureOptions;
  readonly checkpoint?: number | undefined;
  readonly io: Pick<CliIo, "cwd" | "program">;
}

/** The call of `explain` that asks the same of a run once more. */
export function explainCall({
  store,
  record,
  lenses,
  named,
  effort,
  replace,
  seed,
  data,
  heldOut,
  compareWith,
  pictures = {},
  checkpoint,
  trainingImages = true,
  io,
}: Asked): string {
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
    ...(replace === true ? ["--replace"] : []),
    ...said.flatMap(([option, value]) => (value === undefined ? [] : [`--${option}`, String(value)])),
    ...(compareWith !== undefined && pictures.allowLarge === true ? ["--allow-large"] : []),
    ...(trainingImages ? [] : ["--no-training-images"]),
  ];
  return `${io.program} explain ${words.map(shellWord).join(" ")}`;
}
