import type { Condition, DrawContext, Experiment, Found } from "../experiment.ts";

export const plantedConditions: readonly Condition[] = [
  {
    id: "null-500",
    title: "nothing wrong",
    draws: 4,
    kind: { "says-copies": "null", gap: "coverage" },
    setting: { lens: "planted", effort: "quick", n: 500 },
  },
  {
    id: "copies-0.05",
    title: "5 % copies",
    draws: 3,
    kind: "power",
    setting: { lens: "planted", effort: "quick", n: 500, fault: "exact-copies", strength: 0.05 },
    limit: "not at this n",
  },
];

/** An experiment whose draws say what the caller wants, or by default what the first random number says. */
export function plantedExperiment(
  changes: Partial<Experiment> & {
    readonly answer?: (condition: Condition, draw: number, context: DrawContext) => Found;
  } = {},
): Experiment {
  const { answer, ...rest } = changes;
  return {
    name: "planted",
    version: 2,
    description: "What was planted.",
    conditions: plantedConditions,
    draw: async (condition, draw, context) => {
      if (answer !== undefined) return answer(condition, draw, context);
      const [value] = context.random.uniform(1);
      return { "says-copies": (value as number) < 0.5, gap: null, value: value as number };
    },
    ...rest,
  };
}
