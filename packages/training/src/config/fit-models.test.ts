import { type DatasetInfo, Random } from "@ganlens/core";
import { architectures, buildModel, disposeModel } from "@ganlens/models";
import { describe, expect, it } from "vitest";
import { findPreset } from "../presets/presets.ts";
import { parseAssignment } from "./config-layers.ts";
import { fitGanModels, fitModel } from "./fit-models.ts";
import type { GanConfig } from "./gan-config.ts";
import { resolveConfig } from "./resolve-config.ts";

const info = (changes: Partial<DatasetInfo>): DatasetInfo => ({
  name: "pictures",
  kind: "image",
  shape: [32, 32, 3],
  splits: { train: 300 },
  licence: "none",
  sha256: "0",
  ...changes,
});
const ganOf = (preset: string, ...texts: readonly string[]) =>
  resolveConfig([
    { origin: "preset", values: findPreset(preset).config },
    ...texts.map((text) => ({ origin: "set" as const, values: parseAssignment(text) })),
  ]).config as GanConfig;

describe("fitModel", () => {
  const forImages = [...architectures.values()].filter((each) => {
    const { fixedShape, role } = each as { readonly fixedShape?: unknown; readonly role: string };
    return fixedShape === undefined && role !== "generator" && !each.id.startsWith("points-");
  });

  it.each(forImages.map(({ id }) => id))(
    "gives %s the images of the data, and leaves its own settings",
    (id) => {
      const data = { shape: [32, 32, 3], classes: undefined };
      const fitted = fitModel({ architecture: id }, data);
      const model = buildModel({ spec: fitted, name: "model", random: Random.fromSeed(0) });
      expect(model.inputs[0]?.shape.slice(1)).toEqual([32, 32, 3]);
      disposeModel(model);
    },
  );

  it("keeps the channels of hidden maps", () => {
    const spec = { architecture: "conv-autoencoder", channels: [4, 6] };
    const fitted = fitModel(spec, { shape: [28, 28, 1], classes: undefined });
    expect(fitted).toMatchObject({ channels: [4, 6], shape: [28, 28, 1] });
  });
});

describe("fitGanModels", () => {
  it("gives the models the data's size, channels and classes", () => {
    const fitted = fitGanModels(ganOf("demo"), info({ classes: ["cat", "dog"] }));
    expect(fitted.conditional).toBe(true);
    expect(fitted.generator).toMatchObject({ size: 32, channels: 3, classes: 2, width: 24 });
    expect(fitted.discriminator).toMatchObject({ size: 32, channels: 3, classes: 2 });
    expect(fitted.autoencoder).toMatchObject({ shape: [32, 32, 3] });
  });

  it("is unconditional without classes, or when the preset says so", () => {
    expect(fitGanModels(ganOf("demo"), info({})).generator).not.toHaveProperty("classes");
    const one = fitGanModels(ganOf("demo"), info({ classes: ["cat"] }));
    expect([one.conditional, one.generator]).toEqual([false, expect.not.objectContaining({ classes: 1 })]);
    expect(fitGanModels(ganOf("dcgan"), info({ classes: ["a", "b"] })).conditional).toBe(false);
    expect(
      fitGanModels(ganOf("mlp-gan", 'conditional="auto"'), info({ classes: ["a", "b"] })).conditional,
    ).toBe(false);
  });

  it("refuses images that are not square for networks that can only be square", () => {
    const wide = info({ shape: [16, 32, 3] });
    expect(() => fitGanModels(ganOf("demo"), wide)).toThrow(/square images .* 16 × 32/);
  });

  it("takes points with networks for points, and leaves the images' autoencoder as it is", () => {
    const points = ganOf("demo", 'generator.architecture="points-generator"');
    const config = { ...points, discriminator: { architecture: "points-discriminator" } };
    const fitted = fitGanModels(config, info({ kind: "points", shape: [2] }));
    expect(fitted.generator.architecture).toBe("points-generator");
    expect(fitted.autoencoder).toEqual(config.autoencoder);
  });

  it("refuses conditions that nothing can meet", () => {
    expect(() => fitGanModels(ganOf("demo", "conditional=true"), info({}))).toThrow(/data with classes/);
    expect(() => fitGanModels(ganOf("mlp-gan", "conditional=true"), info({ classes: ["a", "b"] }))).toThrow(
      /networks that take a class/,
    );
    expect(() => fitGanModels(ganOf("demo"), info({ shape: [22, 22, 1] }))).toThrow(
      /size .*: expected an image side from 16 to 64 that is divisible by 4/,
    );
  });

  it("gives the discriminator the channels of a pack, and tells no class beside it", () => {
    const data = info({ shape: [32, 32, 3], classes: ["a", "b"] });
    const fitted = fitGanModels(ganOf("demo", "packing=2"), data);
    expect(fitted).toMatchObject({
      conditional: false,
      generator: { channels: 3 },
      discriminator: { channels: 6 },
    });
    const points = fitGanModels(
      {
        ...ganOf("demo", "packing=2", 'generator.architecture="points-generator"'),
        discriminator: { architecture: "points-discriminator" },
      },
      info({ kind: "points", shape: [3] }),
    );
    expect(points).toMatchObject({ generator: { dimensions: 3 }, discriminator: { dimensions: 6 } });
    expect(() => fitGanModels(ganOf("demo", "packing=2", "conditional=true"), data)).toThrow(
      /packing=1 for a conditional GAN, received packing=2/,
    );
    expect(() => fitGanModels(ganOf("demo", "packing=3"), data)).toThrow(
      /batchSize=64 with packing=3 and shards=2/,
    );
  });

  it("augments images only", () => {
    const config = ganOf("demo", "augmentation.kind=adaptive");
    expect(fitGanModels(config, info({})).augmentation).toMatchObject({ kind: "adaptive", target: 0.6 });
    expect(() => fitGanModels(config, info({ kind: "points", shape: [2] }))).toThrow(
      /images with 1 or 3 channels to augment/,
    );
  });
});
