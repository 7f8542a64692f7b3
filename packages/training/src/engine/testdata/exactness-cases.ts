import { trainGame } from "../../trainers/train-game.ts";
import { autoencoderCases } from "./autoencoder-cases.ts";
import { classifierCases } from "./classifier-cases.ts";
import { type ExactnessCase, openData, schedule, steps } from "./exactness-case.ts";
import { ganCases } from "./gan-cases.ts";
import { rememberingGame } from "./remembering-game.ts";

/** Every line of the matrix; a trainer, optimizer or penalty with a state joins by its own. */
export const exactnessCases: readonly ExactnessCase[] = [
  ...ganCases,
  ...autoencoderCases,
  ...classifierCases,
  {
    name: "two players, a counter, a vector and a probability",
    covers: ["state"],
    inWorkers: false,
    steps,
    async *train(options) {
      return yield* trainGame(
        {
          game: rememberingGame(),
          seed: 5,
          batchSize: 8,
          accumulate: 1,
          shards: 2,
          schedule: { ...schedule, logEvery: 1, keepLast: 1, keepEvery: 0 },
          datasets: { data: await openData("ring-8") },
        },
        options,
      );
    },
  },
];
