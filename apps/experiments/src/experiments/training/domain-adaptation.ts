import { openCheckpoint, Random } from "@ganlens/core";
import { openDataset } from "@ganlens/datasets";
import { seedInterval } from "@ganlens/metrics";
import { disposeModel, loadModel } from "@ganlens/models";
import {
  classifierAccuracy,
  type DomainAdversarialConfig,
  findPreset,
  findTrainer,
  resolveConfig,
  train,
} from "@ganlens/training";
import type { Condition, Experiment, Found } from "../../experiment.ts";
import { measuredTable } from "./measured-table.ts";

interface Way {
  readonly title: string;
  readonly values: { readonly domainWeight?: number };
}

const ways: Readonly<Record<string, Way>> = {
  plain: { title: "without adaptation (`domainWeight=0`)", values: { domainWeight: 0 } },
  adapted: { title: "the preset", values: {} },
};

const conditions: readonly Condition[] = Object.entries(ways).map(([id, { title }]) => ({
  id,
  title,
  draws: 5,
  kind: "measure",
}));

/** Whether domain-adversarial training serves the other domain. */
export const domainAdaptation: Experiment = {
  name: "domain-adaptation",
  version: 1,
  description:
    "The preset `dann`, digits of `mnist-5k` with labels and UCI's `digits-8x8` (20 × 20, padded to 28 × 28) without, and the same without adaptation: the share of held-out digits of each that are named rightly, mean over seeds that nothing was chosen on (the weight was chosen on seeds 0 to 2). The difference is by seed, at the last step.",
  conditions,
  shownIn: "training",
  async draw({ id }, _, { seed, signal, store }) {
    const { config: resolved } = resolveConfig([
      { origin: "preset", values: findPreset("dann").config },
      { origin: "set", values: { seed, shards: 1, ...(ways[id] as Way).values } },
    ]);
    const random = Random.fromSeed(seed).split("data");
    const dataset = await openDataset("mnist-5k", { split: "train", random });
    const config = findTrainer(resolved.trainer).fit(resolved, dataset.info) as DomainAdversarialConfig;
    let step = 0;
    for await (const event of train(config, dataset, { store, signal, clock: () => 0 })) {
      if (event.type === "checkpoint-saved") step = event.step;
    }
    const checkpoint = await openCheckpoint(store, step);
    const { model } = await loadModel({ read: (path) => checkpoint.read(`classifier/${path}`) });
    const other = await openDataset(config.target, { split: "held-out" });
    const found: Record<string, Found[string]> = {
      own: (await classifierAccuracy(model, dataset.openSplit("held-out"))).value,
      other: (await classifierAccuracy(model, other)).value,
    };
    disposeModel(model);
    return found;
  },
  table(rowsOf) {
    const [plain, adapted] = conditions.map((condition) =>
      rowsOf(condition).map(({ other }) => other as number),
    ) as [number[], number[]];
    const pairs = Math.min(plain.length, adapted.length);
    const differences = Array.from(
      { length: pairs },
      (_, i) => (adapted[i] as number) - (plain[i] as number),
    );
    return [
      measuredTable(
        conditions,
        [
          { title: "MNIST", name: "own", digits: 1, percent: true },
          { title: "the other domain", name: "other", digits: 1, percent: true },
        ],
        rowsOf,
      ),
      "",
      `- Adapted less plain on the other domain, by seed: ${differenceWords(differences)}`,
    ].join("\n");
  },
};

function differenceWords(differences: readonly number[]): string {
  if (differences.length < 3) return "not enough pairs yet.";
  const { value, interval } = seedInterval({ values: differences });
  const points = (share: number) => (100 * share).toFixed(1);
  return `${points(value)} points [${points(interval.low)}, ${points(interval.high)}] (${differences.length} pairs).`;
}
