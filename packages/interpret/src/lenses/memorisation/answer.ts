import type { CopyJudgement, RepeatJudgement } from "./judge.ts";
import { drawnWords } from "./verdicts.ts";

/** The answer in words: what was counted of copies in each of the three searches, and of repeats. */
export function memorisationAnswer(
  copies: CopyJudgement | undefined,
  repeats: Pick<RepeatJudgement, "own">,
): string {
  const { n, different, drawn } = repeats.own;
  const repeated = `${n - different} of ${n} repeat another one: ${drawnWords(drawn)}, if all were equally likely.`;
  if (copies === undefined) return repeated;
  const counts = copies.searches.map(({ found }) => found.near);
  return `${counts[0]} of ${copies.most.found.n} different images lie much nearer to one training image than to its neighbours in pixels, ${counts[1]} if they are moved by up to two, ${counts[2]} in an autoencoder's code. ${repeated}`;
}
