import {
  type LensResult,
  lensResultSchema,
  moveFolder,
  type RunStore,
  runLayout,
  writeJson,
} from "@ganlens/core";

type AnswerPlace = Parameters<typeof runLayout.lens>[0];

/** The file that an answer is not whole without. */
const last = "result.json";

/** One answer in the making: it lies aside, and the old one stays, until it is whole. */
export interface UnfinishedAnswer {
  writeFile(name: string, bytes: Uint8Array): Promise<void>;
  /** Writes the result behind the other files, and puts all of them in the place of the old answer. */
  finish(result: LensResult): Promise<void>;
}

/** Begins an answer; what a killed go has left of the same is not part of it. */
export async function beginAnswer(store: RunStore, place: AnswerPlace): Promise<UnfinishedAnswer> {
  await settleAnswer(store, place);
  const folder = runLayout.unfinishedAnswer(place);
  return {
    writeFile: (name, bytes) => store.write(`${folder}/${name}`, bytes),
    async finish(result) {
      await writeJson(store, `${folder}/${last}`, lensResultSchema, result);
      await moveFolder(store, { from: folder, to: runLayout.lens(place), last });
    },
  };
}

/**
 * Removes what was left of an answer that was never finished; one that was, and whose place is empty, was on its way there when
 * the process ended, and goes on.
 */
export async function settleAnswer(store: RunStore, place: AnswerPlace): Promise<void> {
  const folder = runLayout.unfinishedAnswer(place);
  const isWhole = await store.has(`${folder}/${last}`);
  if (isWhole && !(await store.has(runLayout.result(place)))) {
    await moveFolder(store, { from: folder, to: runLayout.lens(place), last });
  } else await store.remove(folder);
}
