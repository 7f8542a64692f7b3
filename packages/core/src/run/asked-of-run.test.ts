import { expect, test } from "vitest";
import { type Asked, askedOfRun, withAsked } from "./asked-of-run.ts";

const dataset = {
  name: "digits",
  kind: "image" as const,
  shape: [8, 8, 1],
  splits: { train: 10 },
  licence: "",
  sha256: "a".repeat(64),
};
const asked: Asked = {
  subject: { shape: [8, 8, 1], generator: { folder: "generator", format: "ganlens" } },
  training: {
    trainer: "gan",
    config: { trainer: "gan", seed: 1, data: "digits", batchSize: 8 },
    seed: 1,
    dataset,
  },
};
const withTraining = (change: Partial<Asked["training"]>): Asked => ({
  ...asked,
  training: { ...asked.training, ...change },
});

test("is the same whatever the order of keys, wherever the data lie, and however the run went", () => {
  const hash = askedOfRun(asked);
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  const { config } = asked.training;
  const reordered = Object.fromEntries(Object.entries(config).reverse());
  const moved = { ...config, data: { folder: { path: "/elsewhere" } } };
  const went = {
    step: 7,
    seconds: 3,
    imagesPerSecond: 9,
    preset: "demo",
    state: "stopped",
    versions: { node: "1" },
  };
  for (const same of [
    withTraining({ config: reordered }),
    withTraining({ config: moved, dataset: { ...dataset, name: "moved" } }),
    { ...withTraining(went as Partial<Asked["training"]>), backend: { name: "cpu", device: "" } },
    { ...asked, subject: { ...asked.subject, notes: ["read off"] } },
  ]) {
    expect(askedOfRun(same)).toBe(hash);
  }
});

test.each([
  ["trainer", withTraining({ trainer: "autoencoder" })],
  ["configuration", withTraining({ config: { ...asked.training.config, batchSize: 9 } })],
  ["seed", withTraining({ seed: 2 })],
  ["data", withTraining({ dataset: { ...dataset, sha256: "b".repeat(64) } })],
  ["subject", { ...asked, subject: { ...asked.subject, range: [-1, 1] as const } }],
  ["what was asked before", withTraining({ asked: { sha256: "", before: [{ sha256: null, until: 3 }] } })],
])("another %s is another hash", (_, other) => {
  expect(askedOfRun(other)).not.toBe(askedOfRun(asked));
});

test("what is asked is written down once, and stays while nothing changes", () => {
  const first = withAsked(asked, undefined, 0);
  expect(first.training.asked).toEqual({ sha256: askedOfRun(asked), before: [] });
  expect(askedOfRun(first)).toBe(first.training.asked?.sha256);
  expect(withAsked(asked, first, 30)).toEqual(first);
});

test("what is changed on the way is written down with the step until which something else was asked", () => {
  const first = withAsked(asked, undefined, 0);
  const longer = withTraining({ config: { ...asked.training.config, batchSize: 9 } });
  const second = withAsked(longer, first, 30);
  expect(second.training.asked?.before).toEqual([{ sha256: first.training.asked?.sha256, until: 30 }]);
  expect(second.training.asked?.sha256).toBe(askedOfRun(second));
  const third = withAsked(asked, second, 45);
  expect(third.training.asked?.before.map(({ until }) => until)).toEqual([30, 45]);
  expect(third.training.asked?.sha256).not.toBe(first.training.asked?.sha256);
  // From the beginning again, nothing of before is left.
  expect(withAsked(longer, first, 0)).toEqual(withAsked(longer, undefined, 0));
});

test("a run of before there were chains is not chained until the step that it goes on from", () => {
  expect(withAsked(asked, asked, 8).training.asked?.before).toEqual([{ sha256: null, until: 8 }]);
});
