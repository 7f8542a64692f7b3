import type { NdArray } from "@ganlens/core";
import { datasetCursorSchema } from "@ganlens/datasets";
import * as z from "zod";
import type { TrainingState } from "../checkpoints/training-state.ts";
import type { PlayerSpec } from "./game.ts";

/** `state.json` of a GAN before players had names of their own. */
const ofGan = z.strictObject({
  optimizers: z.strictObject({ generator: z.int(), discriminator: z.int() }),
  steps: z.int().nonnegative(),
  dropout: z.unknown(),
  cursor: datasetCursorSchema,
});

/** That of a single network. */
const ofOneNetwork = z.strictObject({
  step: z.int().nonnegative(),
  random: z.unknown(),
  cursor: datasetCursorSchema,
});

/**
 * A state that an earlier version wrote, as this version has it; undefined when it is not one.
 *
 * What was drawn for dropout and noise by then is not kept: from here on it is drawn by step.
 */
export function fromEarlierState(
  { arrays, facts }: TrainingState,
  { players, data }: { readonly players: readonly PlayerSpec[]; readonly data: readonly string[] },
): TrainingState | undefined {
  const [name = ""] = data;
  const common = { engine: 1, numbers: {} };
  const gan = ofGan.safeParse(facts);
  if (gan.success) {
    const { steps, optimizers, cursor } = gan.data;
    return {
      arrays: renamed(arrays, new Map([["averaged", "average-generator"]])),
      facts: { ...common, steps, optimizers, cursors: { [name]: cursor } },
    };
  }
  const [player] = players;
  const one = ofOneNetwork.safeParse(facts);
  if (!one.success || player === undefined || players.length > 1) return undefined;
  const { step, cursor } = one.data;
  return {
    arrays: renamed(arrays, new Map([["optimizer", `optimizer-${player.name}`]])),
    facts: { ...common, steps: step, optimizers: { [player.name]: step }, cursors: { [name]: cursor } },
  };
}

function renamed(
  arrays: ReadonlyMap<string, NdArray>,
  groups: ReadonlyMap<string, string>,
): ReadonlyMap<string, NdArray> {
  return new Map(
    [...arrays].map(([key, array]) => {
      const end = key.indexOf(":");
      const group = key.slice(0, end);
      return [`${groups.get(group) ?? group}${key.slice(end)}`, array];
    }),
  );
}
