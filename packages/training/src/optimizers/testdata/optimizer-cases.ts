import type { OptimizerName, OptimizerSettings } from "../optimizers.ts";

/** One entry of a parameter, moved in float64: from its value, its gradient, the step (from 1) and the rate to its next value. */
export type EntryStep = (step: {
  readonly w: number;
  readonly g: number;
  readonly t: number;
  readonly rate: number;
}) => number;

/** Settings to try, what is kept beside a parameter, and the algorithm as its source writes it, for one entry. */
export interface OptimizerCase<Name extends OptimizerName> {
  readonly settings: OptimizerSettings[Name];
  readonly slots: readonly string[];
  readonly entry: (settings: OptimizerSettings[Name]) => EntryStep;
}

// An ε large enough to see where it stands.
const epsilon = 0.03;
const adamSettings = { learningRate: 0.02, beta1: 0.6, beta2: 0.9, epsilon, weightDecay: 0 };
const decaying = { ...adamSettings, weightDecay: 0.2 };

const adam = ({ beta1, beta2, epsilon, weightDecay }: OptimizerSettings["adam"]): EntryStep => {
  let [m, v] = [0, 0];
  return ({ w, g, t, rate }) => {
    const pulled = g + weightDecay * w;
    m = beta1 * m + (1 - beta1) * pulled;
    v = beta2 * v + (1 - beta2) * pulled ** 2;
    return w - (rate * (m / (1 - beta1 ** t))) / (Math.sqrt(v / (1 - beta2 ** t)) + epsilon);
  };
};

const adamw = ({ weightDecay, ...settings }: OptimizerSettings["adamw"]): EntryStep => {
  const inner = adam({ ...settings, weightDecay: 0 });
  return (step) => inner({ ...step, w: step.w - step.rate * weightDecay * step.w });
};

const amsgrad = ({ beta1, beta2, epsilon, weightDecay }: OptimizerSettings["amsgrad"]): EntryStep => {
  let [m, v, u] = [0, 0, 0];
  return ({ w, g, t, rate }) => {
    const pulled = g + weightDecay * w;
    m = beta1 * m + (1 - beta1) * pulled;
    v = beta2 * v + (1 - beta2) * pulled ** 2;
    u = Math.max(u, v);
    return w - (rate * (m / (1 - beta1 ** t))) / (Math.sqrt(u / (1 - beta2 ** t)) + epsilon);
  };
};

const nadam = (settings: OptimizerSettings["nadam"]): EntryStep => {
  const { beta1, beta2, epsilon, momentumDecay, weightDecay } = settings;
  const mu = (t: number) => beta1 * (1 - 0.5 * 0.96 ** (t * momentumDecay));
  let [m, v, product] = [0, 0, 1];
  return ({ w, g, t, rate }) => {
    const pulled = g + weightDecay * w;
    m = beta1 * m + (1 - beta1) * pulled;
    v = beta2 * v + (1 - beta2) * pulled ** 2;
    product *= mu(t);
    const looked =
      ((1 - mu(t)) * pulled) / (1 - product) + (mu(t + 1) * m) / (1 - product * mu(t + 1));
    return w - (rate * looked) / (Math.sqrt(v / (1 - beta2 ** t)) + epsilon);
  };
};

const radam = ({ beta1, beta2, epsilon, weightDecay }: OptimizerSettings["radam"]): EntryStep => {
  let [m, v] = [0, 0];
  return ({ w, g, t, rate }) => {
    const pulled = g + weightDecay * w;
    m = beta1 * m + (1 - beta1) * pulled;
    v = beta2 * v + (1 - beta2) * pulled ** 2;
    const corrected = m / (1 - beta1 ** t);
    const longest = 2 / (1 - beta2) - 1;
    const length = longest - (2 * t * beta2 ** t) / (1 - beta2 ** t);
    if (length <= 5) return w - rate * corrected;
    const r = Math.sqrt(
      ((length - 4) * (length - 2) * longest) / ((longest - 4) * (longest - 2) * length),
    );
    return w - (rate * corrected * r * Math.sqrt(1 - beta2 ** t)) / (Math.sqrt(v) + epsilon);
  };
};

const adamax = (settings: OptimizerSettings["adamax"]): EntryStep => {
  const { beta1, beta2, epsilon, epsilonPlacement, weightDecay } = settings;
  const inside = epsilonPlacement === "inside";
  let [m, u] = [0, 0];
  return ({ w, g, t, rate }) => {
    const pulled = g + weightDecay * w;
    m = beta1 * m + (1 - beta1) * pulled;
    u = Math.max(beta2 * u, Math.abs(pulled) + (inside ? epsilon : 0));
    return w - ((rate / (1 - beta1 ** t)) * m) / (inside ? u : u + epsilon);
  };
};

const rmsprop = (settings: OptimizerSettings["rmsprop"]): EntryStep => {
  const { decay, momentum, centered, epsilon, epsilonPlacement, weightDecay } = settings;
  let [s, a, b] = [0, 0, 0];
  return ({ w, g, rate }) => {
    const pulled = g + weightDecay * w;
    s = decay * s + (1 - decay) * pulled ** 2;
    a = decay * a + (1 - decay) * pulled;
    const variance = s - (centered ? a ** 2 : 0);
    const root =
      epsilonPlacement === "inside" ? Math.sqrt(variance + epsilon) : Math.sqrt(variance) + epsilon;
    b = momentum * b + pulled / root;
    return w - rate * b;
  };
};

const sgd = ({ momentum, dampening, nesterov, weightDecay }: OptimizerSettings["sgd"]): EntryStep => {
  let v = 0;
  return ({ w, g, t, rate }) => {
    const pulled = g + weightDecay * w;
    v = t === 1 ? pulled : momentum * v + (1 - dampening) * pulled;
    if (momentum === 0) return w - rate * pulled;
    return w - rate * (nesterov ? pulled + momentum * v : v);
  };
};

const adagrad = (settings: OptimizerSettings["adagrad"]): EntryStep => {
  const { initialSum, epsilon, epsilonPlacement, weightDecay } = settings;
  let sum = initialSum;
  return ({ w, g, rate }) => {
    const pulled = g + weightDecay * w;
    sum += pulled ** 2;
    const root = epsilonPlacement === "inside" ? Math.sqrt(sum + epsilon) : Math.sqrt(sum) + epsilon;
    return w - (rate * pulled) / root;
  };
};

const adadelta = ({ decay, epsilon, weightDecay }: OptimizerSettings["adadelta"]): EntryStep => {
  let [s, u] = [0, 0];
  return ({ w, g, rate }) => {
    const pulled = g + weightDecay * w;
    s = decay * s + (1 - decay) * pulled ** 2;
    const delta = (Math.sqrt(u + epsilon) / Math.sqrt(s + epsilon)) * pulled;
    u = decay * u + (1 - decay) * delta ** 2;
    return w - rate * delta;
  };
};

const lion = ({ beta1, beta2, weightDecay }: OptimizerSettings["lion"]): EntryStep => {
  let m = 0;
  return ({ w, g, rate }) => {
    const direction = Math.sign(beta1 * m + (1 - beta1) * g);
    m = beta2 * m + (1 - beta2) * g;
    return w - rate * (direction + weightDecay * w);
  };
};

const rate = { learningRate: 0.02, weightDecay: 0 };
const velocity = { ...rate, momentum: 0.7, dampening: 0, nesterov: false };
const squares = { ...rate, decay: 0.8, momentum: 0, centered: false, epsilon };
const moments = ["first", "second"];

/** Every optimizer with settings that each show something; a new one joins by its line. */
export const optimizerCases: { readonly [Name in OptimizerName]: readonly OptimizerCase<Name>[] } = {
  adam: [
    { settings: adamSettings, slots: moments, entry: adam },
    { settings: decaying, slots: moments, entry: adam },
  ],
  adamw: [{ settings: decaying, slots: moments, entry: adamw }],
  amsgrad: [{ settings: decaying, slots: [...moments, "greatest"], entry: amsgrad }],
  nadam: [
    { settings: { ...adamSettings, momentumDecay: 0.3 }, slots: moments, entry: nadam },
    { settings: { ...decaying, momentumDecay: 4e-3 }, slots: moments, entry: nadam },
  ],
  radam: [{ settings: decaying, slots: moments, entry: radam }],
  adamax: [
    { settings: { ...decaying, epsilonPlacement: "inside" }, slots: ["first", "largest"], entry: adamax },
    {
      settings: { ...adamSettings, epsilonPlacement: "outside" },
      slots: ["first", "largest"],
      entry: adamax,
    },
  ],
  rmsprop: [
    {
      settings: { ...squares, momentum: 0.7, centered: true, weightDecay: 0.2, epsilonPlacement: "outside" },
      slots: ["square", "mean", "velocity"],
      entry: rmsprop,
    },
    { settings: { ...squares, epsilonPlacement: "outside" }, slots: ["square"], entry: rmsprop },
    { settings: { ...squares, epsilonPlacement: "inside" }, slots: ["square"], entry: rmsprop },
  ],
  sgd: [
    {
      settings: { ...velocity, dampening: 0.3, weightDecay: 0.2 },
      slots: ["velocity"],
      entry: sgd,
    },
    { settings: { ...velocity, nesterov: true }, slots: ["velocity"], entry: sgd },
    { settings: { ...velocity, momentum: 0 }, slots: [], entry: sgd },
  ],
  adagrad: [
    {
      settings: { ...rate, weightDecay: 0.2, initialSum: 0, epsilon, epsilonPlacement: "outside" },
      slots: ["sum"],
      entry: adagrad,
    },
    {
      settings: { ...rate, initialSum: 0.1, epsilon, epsilonPlacement: "inside" },
      slots: ["sum"],
      entry: adagrad,
    },
  ],
  adadelta: [
    {
      settings: { learningRate: 0.5, decay: 0.8, epsilon, weightDecay: 0.2 },
      slots: ["square", "update"],
      entry: adadelta,
    },
  ],
  lion: [
    {
      settings: { learningRate: 0.02, beta1: 0.6, beta2: 0.8, weightDecay: 0.2 },
      slots: ["momentum"],
      entry: lion,
    },
  ],
};
