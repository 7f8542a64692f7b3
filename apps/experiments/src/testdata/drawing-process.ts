/** Draws into the folder that is named, 50 ms a draw, until someone ends it. */
import { setTimeout } from "node:timers/promises";
import { FolderRunStore } from "@ganlens/core/node";
import { interruption } from "../interruption.ts";
import { runExperiment } from "../run-experiment.ts";
import { plantedConditions, plantedExperiment } from "./planted-experiment.ts";

const planted = plantedExperiment();
const experiment = plantedExperiment({
  conditions: plantedConditions.map((condition) => ({ ...condition, draws: 200 })),
  draw: async (...given) => {
    await setTimeout(50);
    return planted.draw(...given);
  },
});

const draws = runExperiment({
  experiment,
  rows: new FolderRunStore(process.argv[2] as string),
  backend: "cpu",
  signal: interruption(process),
  clock: () => performance.now(),
});
for await (const { draw } of draws) process.stdout.write(`${draw}\n`);
