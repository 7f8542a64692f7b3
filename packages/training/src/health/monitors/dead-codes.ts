import * as z from "zod";
import type { Monitor } from "../monitor.ts";
import { namedAfter, observedStatistics } from "../observation.ts";

/** Moving average of how often each entry is chosen. */
interface Course {
  readonly steps: number;
  readonly usage: readonly number[];
}

type State = Readonly<Record<string, Course>>;

const decay = 0.98;
/** An entry is dead below this share of even use; alarming is more than half of them. */
const limits = { ofEven: 0.02, share: 0.5, steps: 200 };

/** A codebook more than half of whose entries are hardly chosen: below a fiftieth of even use, over about the last 50 batches. */
export const deadCodes: Monitor<State> = {
  id: "dead-codes",
  description: "A codebook most of whose entries are never chosen.",
  start: {},
  schema: z.record(z.string(), z.strictObject({ steps: z.int().nonnegative(), usage: z.array(z.number()) })),
  observe(state, { statistics }) {
    const books = namedAfter(statistics, observedStatistics.codeUsage).filter(([, usage]) =>
      usage.every(Number.isFinite),
    );
    if (books.length === 0) return undefined;
    const courses = books.map(([player, now]) => {
      const before = state[player];
      const kept = before?.usage.length === now.length ? before : undefined;
      const usage = Array.from(now, (value, i) =>
        kept === undefined ? value : decay * (kept.usage[i] as number) + (1 - decay) * value,
      );
      return [player, { steps: (kept?.steps ?? 0) + 1, usage }] as const;
    });
    return {
      state: { ...state, ...Object.fromEntries(courses) },
      symptoms: courses.flatMap(([player, { steps, usage }]) => {
        const dead = usage.filter((share) => share < limits.ofEven / usage.length).length;
        if (steps < limits.steps || dead <= limits.share * usage.length) return [];
        return [
          {
            about: player,
            cause: `${dead} of the ${usage.length} codes of the ${player} are hardly ever chosen`,
            evidence: { dead, codes: usage.length },
            suggestion:
              "Set dead codes to what the encoder gives now, follow codes by moving averages, or take a smaller codebook.",
          },
        ];
      }),
    };
  },
};
