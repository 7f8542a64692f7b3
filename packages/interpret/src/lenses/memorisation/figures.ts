import { concatRows, type Figure, type LensContext, type NdArray, takeRows } from "@ganlens/core";
import { imageGridFigure } from "../../figures/image-grid-figure.ts";
import type { CopyJudgement, RepeatJudgement } from "./judge.ts";

/** Pairs, and groups, that are shown. */
const shown = 8;

/** Places of the images that are most like copies, by their score. */
export function mostLikeCopies({ most: { found } }: CopyJudgement): readonly number[] {
  return [...found.scores.keys()]
    .sort((a, b) => (found.scores[a] as number) - (found.scores[b] as number) || a - b)
    .slice(0, shown);
}

/** The generated images that are most like copies, each above the training image that it would be one of. */
export async function copyFigure(
  copies: CopyJudgement,
  {
    suspect,
    training,
    context,
  }: { readonly suspect: NdArray; readonly training: NdArray; readonly context: LensContext },
): Promise<readonly Figure[]> {
  if (!context.trainingImages) return [];
  const { rows } = copies;
  const { scores, sources } = copies.most.found;
  const order = mostLikeCopies(copies);
  const from = order.map((row) => sources[row] as number);
  const figure = await imageGridFigure(
    context,
    concatRows([
      takeRows(
        suspect,
        order.map((at) => rows[at] as number),
      ),
      takeRows(training, from),
    ]),
    {
      id: "nearest-training",
      title: "The images most like copies, above the training image that each is nearest to",
      caption:
        "By how much nearer each lies to that training image than to the next five: near 0 is a copy, 1 is nothing of the kind.",
      columns: order.length,
      rowLabels: ["generated", "training"],
      tiles: [
        ...order.map((at) => ({ label: `image ${rows[at]}`, value: scores[at] as number })),
        ...from.map((row) => ({ label: `${row}`, real: true })),
      ],
      showsRealData: true,
    },
  );
  return [figure];
}

/** Rows of each group that are named. */
const namedOfGroup = 4;

/** Rows of the images that repeat one another, group by group, the largest first; empty where none repeats. */
export function repeatingRows({ own }: Pick<RepeatJudgement, "own">): readonly number[] {
  return own.groups.slice(0, shown).flatMap((group) => group.slice(0, namedOfGroup));
}

/** The images that are drawn most often, and how often; nothing where none repeats. */
export async function repeatFigure(
  { own }: Pick<RepeatJudgement, "own">,
  { suspect, context }: { readonly suspect: NdArray; readonly context: LensContext },
): Promise<readonly Figure[]> {
  const groups = own.groups.slice(0, shown);
  if (groups.length === 0) return [];
  return [
    await imageGridFigure(
      context,
      takeRows(
        suspect,
        groups.map(([first]) => first as number),
      ),
      {
        id: "repeated",
        title: "The images that are drawn most often",
        caption: `Each with the number of times that it was drawn among ${own.n}, but for differences that cannot be seen.`,
        columns: groups.length,
        tiles: groups.map(({ length }, i) => ({ label: `${length} ×, group ${i + 1}`, value: length })),
        showsRealData: false,
      },
    ),
  ];
}
