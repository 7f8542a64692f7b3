import { type ClassifierConfig, classifierConfigSchema } from "../config/classifier-config.ts";
import { fitModel } from "../config/fit-models.ts";
import type { Game } from "../engine/game.ts";
import { classificationObjective } from "../objectives/classification-objective.ts";
import type { Trainer } from "./trainer.ts";

/** A classifier that learns to name the class of an image. */
export const classifier: Trainer<ClassifierConfig> = {
  id: "classifier",
  description: "A classifier that learns to name the class of an image.",
  schema: classifierConfigSchema,
  fit: (config, { shape, classes }) => ({
    ...config,
    classifier: fitModel(config.classifier, { shape, classes: classes?.length }),
  }),
  subject: (_, info) => ({ shape: info.shape }),
  game(config, info): Game {
    return {
      players: [
        { name: "classifier", model: config.classifier, optimizer: config.optimizer, saved: "always" },
      ],
      objective: classificationObjective(info.name),
      falling: ["classifier"],
      rateSchedule: "constant",
    };
  },
};
