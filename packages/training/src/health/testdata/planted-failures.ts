import { Random } from "@ganlens/core";
import type { Observation } from "../observation.ts";

/** A failure that begins at a step of a training that was well until then. */
export interface PlantedFailure {
  /** What the alarm must be about. */
  readonly about: string;
  /** What the observations of a sick step have instead of those of a healthy one. */
  sick(healthy: Observation): Partial<Pick<Observation, "losses" | "parts" | "statistics" | "evaluation">>;
}

/** Steps of a planted training, and the first sick one. */
export const planted = { totalSteps: 3000, from: 1000 } as const;
const units = 16;

/** By the monitor that must see it. */
export const plantedFailures: Readonly<Record<string, PlantedFailure>> = {
  "not-finite": { about: "discriminator", sick: () => ({ losses: { discriminator: Number.NaN } }) },
  "exploding-gradients": {
    about: "generator",
    sick: ({ parts }) => scaled(parts, "generator/gradient-norm", 1e4),
  },
  "vanishing-gradients": {
    about: "generator",
    sick: ({ parts }) => scaled(parts, "generator/gradient-norm", 1e-5),
  },
  "discriminator-overfitting": {
    about: "discriminator",
    sick: ({ parts }) => ({
      parts: { ...parts, "discriminator/real-sign": 1, "discriminator/fake-error": 0 },
    }),
  },
  "augmentation-limit": {
    about: "augmentation",
    sick: ({ parts }) => ({
      parts: { ...parts, "augmentation/probability": 0.8, "augmentation/headroom": 0 },
    }),
  },
  "mode-collapse": { about: "spread", sick: ({ parts }) => scaled(parts, "samples/spread", 0.05) },
  "posterior-collapse": {
    about: "autoencoder",
    sick: ({ statistics }) => ({
      statistics: {
        ...statistics,
        "autoencoder/code-mean": new Float32Array(units),
        "autoencoder/code-mean-square": new Float32Array(units).fill(1e-4),
      },
    }),
  },
  "dead-codes": {
    about: "codebook",
    sick: ({ statistics }) => ({
      statistics: { ...statistics, "codebook/code-usage": Float32Array.from({ length: units }, onlyFirst) },
    }),
  },
  "dead-features": {
    about: "dictionary",
    sick: ({ statistics }) => ({
      statistics: {
        ...statistics,
        "dictionary/feature-activity": Float32Array.from({ length: units }, onlyFirst),
      },
    }),
  },
  "loss-plateau": { about: "autoencoder", sick: ({ losses }) => ({ losses: { ...losses, autoencoder: 1 } }) },
};

/** The steps of a training that is well, or from {@link planted} on has a failure. */
export function* plantedTraining(failure?: PlantedFailure): Generator<Observation> {
  const random = Random.fromSeed(7);
  const { totalSteps, from } = planted;
  for (let step = 1; step <= totalSteps; step++) {
    const healthy = healthyStep(step, totalSteps, random);
    yield failure !== undefined && step >= from ? { ...healthy, ...failure.sick(healthy) } : healthy;
  }
}

function healthyStep(step: number, totalSteps: number, random: Random): Observation {
  const [a, b, c, d] = random.uniform(4, { low: 0.7, high: 1.3 }) as unknown as [
    number,
    number,
    number,
    number,
  ];
  const norms =
    step % 10 === 0 ? { "generator/gradient-norm": 5 * a, "discriminator/gradient-norm": 3 * b } : {};
  const samples = step % 100 === 0 ? { "samples/spread": 0.8 * c, "samples/classes": 8 * d } : {};
  return {
    step,
    totalSteps,
    falling: ["autoencoder"],
    losses: { generator: a, discriminator: b, autoencoder: c * Math.exp((-3 * step) / totalSteps) },
    parts: {
      "discriminator/real-sign": 0.6 * a,
      "discriminator/fake-error": 0.2 * b,
      "augmentation/probability": 0.4 * a,
      "augmentation/headroom": 0.8 - 0.4 * a,
      ...norms,
      ...samples,
    },
    statistics: {
      "autoencoder/code-mean": random.normal(units, { standardDeviation: 0.1 }),
      "autoencoder/code-mean-square": random.uniform(units, { low: 0.5, high: 1.5 }),
      "codebook/code-usage": Float32Array.from(random.uniform(units, { low: 0.5, high: 1.5 }), (x) => x / units),
      "dictionary/feature-activity": random.uniform(units, { low: 0, high: 0.2 }),
    },
  };
}

const onlyFirst = (_: unknown, i: number) => (i === 0 ? 1 : 0);

function scaled(parts: Observation["parts"], name: string, times: number): Pick<Observation, "parts"> {
  return name in parts ? { parts: { ...parts, [name]: times * (parts[name] as number) } } : { parts };
}
