/** From the least to the greatest: `glance` says no more than notes, `quick` answers within minutes, `normal` repeats over seeds. */
export const efforts = ["glance", "quick", "normal"] as const;

/** How much work an answer is worth; a lesser one never takes the place of a greater one silently. */
export type Effort = (typeof efforts)[number];
