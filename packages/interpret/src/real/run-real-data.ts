import { type DatasetInfo, type RealData, type RunRecord, RunUnsupportedError } from "@ganlens/core";
import type { Dataset } from "@ganlens/datasets";
import { realData } from "./real-data.ts";

/** Opens data by what names them in a run: a registered name, or files by path. */
export type OpenData = (
  source: unknown,
  options: { readonly split?: string; readonly recorded?: DatasetInfo },
) => Promise<Dataset>;

/**
 * The real images beside a run's generator, by what the run says that it has seen; undefined where there are none.
 *
 * @param options `compareWith`: other images, instead of the run's own
 * @throws {RunUnsupportedError} when the data are not those of the run
 */
export async function runRealData(
  record: RunRecord,
  { openData, compareWith }: { readonly openData?: OpenData; readonly compareWith?: Dataset },
): Promise<(RealData & { readonly notes: readonly string[] }) | undefined> {
  const { data, heldOut } = record.subject;
  const { training } = record;
  const openNamed =
    openData === undefined ? undefined : (name: string, split: string) => openData(name, { split });
  const own = training?.dataset ?? data?.dataset;
  if (compareWith !== undefined && compareWith.info.sha256 === own?.sha256) {
    // The run's own data under another name: what it has seen of them, it has seen.
    const trainedOn = data?.trainedOn ?? [compareWith.split];
    const foreign = data === undefined || openNamed === undefined ? {} : { openNamed };
    return realData({ data: compareWith, trainedOn, ...foreign });
  }
  if (compareWith !== undefined && own === undefined) {
    const real = await realData({ data: compareWith, trainedOn: "all" });
    const unknown = `What this generator was trained on is not known: it is compared with ${compareWith.info.name}, which it may have seen.`;
    return { ...real, foreign: true, notes: [unknown] };
  }
  if (compareWith !== undefined) {
    const real = await realData({ data: compareWith, trainedOn: [] });
    return {
      ...real,
      foreign: true,
      heldOutWords: `images of ${compareWith.info.name}`,
      notes: [`Compared with ${compareWith.info.name}, which is not what this generator was trained on.`],
    };
  }
  if (openData === undefined || openNamed === undefined) return undefined;
  if (training !== undefined) {
    const opened = await openData(training.config.data, { recorded: training.dataset });
    assertSame(opened, training.dataset, record.name);
    return realData({ data: opened, trainedOn: [opened.split] });
  }
  if (data === undefined) return undefined;
  const opened = await openData(data.source, { recorded: data.dataset });
  assertSame(opened, data.dataset, record.name);
  const unseen =
    heldOut === undefined ? undefined : await openData(heldOut.source, { recorded: heldOut.dataset });
  if (unseen !== undefined && heldOut !== undefined) assertSame(unseen, heldOut.dataset, record.name);
  return realData({ data: opened, trainedOn: data.trainedOn, heldOut: unseen, openNamed });
}

/** The data must be those of the run: a lens that compares with others would mislead. */
function assertSame(
  { info }: Dataset,
  expected: { readonly name: string; readonly sha256: string },
  run: string,
): void {
  if (info.sha256 === expected.sha256) return;
  throw new RunUnsupportedError({
    message: `Expected the data of ${run} (${expected.name}, sha256 ${expected.sha256.slice(0, 12)}…), received other ones (${info.sha256.slice(0, 12)}…).`,
    hint: "Put the original files back, name their new place with --data, or look at the run against other data with --compare-with.",
  });
}
