import { type ClassifierConfig, classifierConfigSchema } from "../config/classifier-config.ts";
import { fitClassifierModels } from "../config/fit-classifier-models.ts";
import type { Game, PlayerSpec } from "../engine/game.ts";
import { classificationObjective } from "../objectives/classification-objective.ts";
import type { Trainer } from "./trainer.ts";

/** A classifier that learns to name the class of an image, and where asked for a decoder that learns with it. */
export const classifier: Trainer<ClassifierConfig> = {
  id: "classifier",
  description: "A classifier that learns to name the class of an image.",
  schema: classifierConfigSchema,
  fit: fitClassifierModels,
  subject: (_, info) => ({ shape: info.shape }),
  game(config, info): Game {
    const { decoder, optimizer, rateSchedule, ...rest } = config;
    const models = { classifier: config.classifier, ...(decoder === undefined ? {} : { decoder }) };
    return {
      players: Object.entries(models).map(
        ([name, model]): PlayerSpec => ({ name, model, optimizer, saved: "always" }),
      ),
      objective: classificationObjective({ ...rest, data: info.name, decodes: decoder !== undefined }),
      falling: ["classifier"],
      rateSchedule,
    };
  },
};
