import { expect, test } from "vitest";
import * as z from "zod";
import { configError } from "../config/config-error.ts";
import { type PartialConfig, parseAssignment } from "../config/config-layers.ts";
import { optimizerSchema } from "./optimizers.ts";
import { rateScheduleSchema } from "./rate-schedule.ts";

const schema = z.strictObject({
  optimizers: z.strictObject({ generator: optimizerSchema({ learningRate: 2e-4, beta1: 0.5 }) }),
  rateSchedule: rateScheduleSchema.default("constant"),
});

const names = '"adam", "adamw", "amsgrad", "nadam", "radam", "adamax", "rmsprop", "sgd"';

test.each([
  [
    "optimizers.generator.momentum=0.9",
    'the unknown key "optimizers.generator.momentum", which belongs to rmsprop and sgd and not to adam.',
    'Known keys here: name, learningRate, beta1, beta2, epsilon, weightDecay, clipValue, clipNorm, clipAdaptive. With optimizers.generator.name=rmsprop there is "momentum".',
  ],
  [
    'optimizers.generator={"name":"sgd","beta1":0.5}',
    'the unknown key "optimizers.generator.beta1", which belongs to adam, adamw, amsgrad, nadam, radam, adamax and lion and not to sgd.',
    "Known keys here: name, learningRate, momentum, dampening, nesterov, weightDecay, clip",
  ],
  [
    "optimizers.generator.momentumm=0.9",
    'the unknown key "optimizers.generator.momentumm".',
    'there is "momentum".',
  ],
  [
    "optimizers.generator.learningrate=1",
    'the unknown key "optimizers.generator.learningrate".',
    'Did you mean "optimizers.generator.learningRate"?',
  ],
  [
    'optimizers.generator={"name":"sgd","momentun":0.5}',
    'the unknown key "optimizers.generator.momentun".',
    'Did you mean "optimizers.generator.momentum"?',
  ],
  ["optimizers.generator.lr=1", 'the unknown key "optimizers.generator.lr".', "Known keys here: name, learn"],
  [
    "optimizers.generator.name=adamx",
    `Setting "optimizers.generator.name": expected ${names}`,
    'Did you mean "adam"?',
  ],
  [
    "optimizers.generator=sgd",
    `Setting "optimizers.generator": expected settings whose name is ${names}`,
    "For example: optimizers.generator.name=sgd",
  ],
  ["optimizers.generator=3", "expected settings whose name is", "See"],
  [
    'optimizers.generator={"name":"sgd","learningRate":-1}',
    'Setting "optimizers.generator.learningRate": expected more than 0; received -1.',
    "See",
  ],
  [
    'optimizers.generator={"name":"sgd","nesterov":true}',
    'Setting "optimizers.generator.nesterov": expected a momentum above 0 and a dampening of 0 beside it',
    "See",
  ],
  [
    'optimizers.generator={"name":"sgd","nesterov":true,"momentum":0.9,"dampening":0.1}',
    'Setting "optimizers.generator.nesterov"',
    "See",
  ],
  [
    "optimizers.generator.clipNorm=0",
    'Setting "optimizers.generator.clipNorm": expected more than 0; received 0.',
    "See",
  ],
  [
    "optimizers.generator.clipNorm=null",
    'Setting "optimizers.generator.clipNorm": expected a number; received null.',
    "See",
  ],
  [
    'optimizers.generator={"name":"rmsprop","epsilonPlacement":"insid"}',
    'expected "inside" or "outside"; received "insid"',
    'Did you mean "inside"?',
  ],
  [
    "rateSchedule=linear",
    'Setting "rateSchedule": expected "constant", "half-cosine", settings whose kind is "constant", "linear", "cosine"',
    "For example: rateSchedule.kind=linear",
  ],
  ["rateSchedule=half-cosin", 'Setting "rateSchedule"', 'Did you mean "half-cosine"?'],
  [
    "rateSchedule.kind=steep",
    'Setting "rateSchedule.kind": expected "constant", "linear", "cosine", "step"',
    'Did you mean "step"?',
  ],
  ["rateSchedule.warmupSteps=3", 'Setting "rateSchedule.kind": expected "constant", "linear"', "See"],
  [
    "rateSchedule.kind=step",
    'Setting "rateSchedule.every": expected a whole number; received nothing.',
    "See",
  ],
  [
    'rateSchedule={"kind":"step","every":0,"factor":0.5}',
    'Setting "rateSchedule.every": expected more than 0; received 0.',
    "See",
  ],
  [
    'rateSchedule={"kind":"cosine","decay":0.9}',
    'the unknown key "rateSchedule.decay", which belongs to exponential and not to cosine.',
    'Known keys here: kind, warmupSteps, end. With rateSchedule.kind=exponential there is "decay".',
  ],
  [
    'rateSchedule={"kind":"multi-step","at":[1,"x"],"factor":0.5}',
    'Setting "rateSchedule.at.1": expected a whole number; received "x".',
    "See",
  ],
])("%s is refused by its place", (assignment, message, hint) => {
  const values: PartialConfig = { optimizers: { generator: {} }, ...parseAssignment(assignment) };
  const { error } = schema.safeParse(values);
  expect(error).toBeDefined();
  expect(configError(schema, error as z.ZodError, values)).toMatchObject({
    code: "config-invalid",
    message: expect.stringContaining(message),
    hint: expect.stringContaining(hint),
  });
});
