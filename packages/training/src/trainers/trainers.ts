import { unknownNameError } from "@ganlens/core";
import { adversarialAutoencoder } from "./adversarial-autoencoder.ts";
import { autoencoder } from "./autoencoder.ts";
import { bidirectionalGan } from "./bidirectional-gan.ts";
import { classifier } from "./classifier.ts";
import { domainAdversarial } from "./domain-adversarial.ts";
import { factorVariationalAutoencoder } from "./factor-variational-autoencoder.ts";
import { gan } from "./gan.ts";
import type { Trainer } from "./trainer.ts";
import { variationalAutoencoder } from "./variational-autoencoder.ts";
import { vectorQuantizedAutoencoder } from "./vector-quantized-autoencoder.ts";

const registered = [
  gan, //
  autoencoder,
  variationalAutoencoder,
  bidirectionalGan,
  vectorQuantizedAutoencoder,
  adversarialAutoencoder,
  factorVariationalAutoencoder,
  classifier,
  domainAdversarial,
] as const;

/** Every trainer that a configuration can name, by id. */
export const trainers: ReadonlyMap<string, Trainer> = new Map(
  // Each is only ever given the configuration that names it.
  registered.map((trainer) => [trainer.id, trainer as unknown as Trainer]),
);

/**
 * The trainer of that name.
 *
 * @throws {ConfigInvalidError} when there is none; the hint has the nearest known one
 */
export function findTrainer(id: string): Trainer {
  const trainer = trainers.get(id);
  if (trainer !== undefined) return trainer;
  throw unknownNameError({ what: "trainer", name: id, known: [...trainers.keys()] });
}
