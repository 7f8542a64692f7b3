import { describe, expect, it } from "vitest";
import { findPreset, presets } from "../presets/presets.ts";
import { trainers } from "../trainers/trainers.ts";
import { type ConfigLayer, parseAssignment } from "./config-layers.ts";
import type { GanConfig } from "./gan-config.ts";
import { resolveConfig } from "./resolve-config.ts";

const demo: ConfigLayer = { origin: "preset", values: findPreset("demo").config };
const set = (text: string): ConfigLayer => ({ origin: "set", values: parseAssignment(text) });
const file = (values: Record<string, unknown>): ConfigLayer => ({ origin: "file", values });
const ganOf = (...layers: ConfigLayer[]) => resolveConfig(layers).config as GanConfig;

describe("resolveConfig", () => {
  it("resolves every preset", () => {
    for (const { config } of presets) {
      const { trainer } = resolveConfig([{ origin: "preset", values: config }]).config;
      expect([...trainers.keys()]).toContain(trainer);
    }
  });

  it("lets later layers win and says where each value came from", () => {
    const { config, origin } = resolveConfig([
      demo,
      file({ batchSize: 32, generator: { width: 12 } }),
      set("batchSize=16"),
    ]);
    expect(config).toMatchObject({ batchSize: 16, generator: { width: 12, latent: 64 } });
    expect(origin).toMatchObject({
      batchSize: "set",
      "generator.width": "file",
      "generator.latent": "preset",
      "generator.size": "default",
      seed: "default",
    });
  });

  it("starts a model anew when its architecture changes", () => {
    const config = ganOf(demo, set("generator.architecture=mlp-generator"));
    expect(config.generator).toMatchObject({ architecture: "mlp-generator", widths: [128, 256, 512] });
  });

  it("keeps what the same source said before it changed the architecture", () => {
    const config = ganOf(demo, set("generator.latent=7"), set("generator.architecture=mlp-generator"));
    expect(config.generator).toMatchObject({ architecture: "mlp-generator", latent: 7 });
    expect(config.generator).not.toHaveProperty("width");
  });

  it("keeps a trainer's own defaults beside the one setting that is given", () => {
    const { config } = resolveConfig([
      file({
        trainer: "autoencoder",
        autoencoder: { architecture: "dense-autoencoder" },
        optimizer: { learningRate: 0.01 },
        schedule: { sampleEvery: 7 },
      }),
    ]);
    expect(config).toMatchObject({
      optimizer: { learningRate: 0.01, beta1: 0.9 },
      schedule: { totalSteps: 1500, snapshots: 0, sampleEvery: 7 },
    });
  });

  it("replaces data of one kind by another", () => {
    const config = ganOf(demo, file({ data: { idx: { images: "a" } } }), set('data={"folder":{"path":"b"}}'));
    expect(config.data).toEqual({ folder: { path: "b" } });
  });

  it.each([
    ["batchsize=3", 'unknown key "batchsize"', 'Did you mean "batchSize"?'],
    ["schedule.totalStep=3", 'unknown key "schedule.totalStep"', 'Did you mean "schedule.totalSteps"?'],
    [
      "optimizers.generator.lr=3",
      'unknown key "optimizers.generator.lr"',
      "Known keys here: name, learningRate",
    ],
    ["generator.widht=3", 'unknown key "widht"', 'Did you mean "width"?'],
    [
      "loss=vanilla",
      'Setting "loss": expected "minimax", "non-saturating", "least-squares", "hinge", "wasserstein", "relativistic", "relativistic-average", "relativistic-average-least-squares", "relativistic-average-hinge", "one-sided-smoothing" or "two-sided-smoothing"; received "vanilla"',
      "See",
    ],
    ["loss=least-square", 'Setting "loss"', 'Did you mean "least-squares"?'],
    ["batchSize=many", 'Setting "batchSize": expected a whole number; received "many"', "See"],
    ["batchSize=1", 'Setting "batchSize": expected at least 2; received 1', "See"],
    ["averageDecay=1", 'Setting "averageDecay": expected less than 1; received 1', "See"],
    ["conditional=maybe", 'Setting "conditional": expected true, false or "auto"; received "maybe"', "See"],
    ["generator=3", 'Setting "generator": expected settings with the key architecture; received 3', "See"],
    [
      "generator.architecture=mlp-discriminator",
      'Setting "generator.architecture": expected a generator, received "mlp-discriminator", which is a discriminator',
      'Did you mean "mlp-generator"?',
    ],
    ["autoencoder.architecture=mlp-generator", "expected an autoencoder", "nested-autoencoder"],
    ["generator.architecture=dcgan-generatr", "dcgan-generatr", 'Did you mean "dcgan-generator"'],
    ["trainer=3", 'Expected "trainer" to be one of gan', "Start from a preset"],
    [
      'data={"folder":{"path":"x","chanels":3}}',
      'unknown key "data.folder.chanels"',
      '"data.folder.channels"',
    ],
    ["data.folder.siez=3", 'unknown key "data.folder.siez"', 'Did you mean "data.folder.size"?'],
    ['data={"folder":{"pth":"x"}}', 'unknown key "data.folder.pth"', 'Did you mean "data.folder.path"?'],
    ['data={"folder":{"path":"x","a":{"b":{"c":1}}}}', 'unknown key "data.folder.a"', "path, size"],
    ["data.flder.path=x", 'unknown key "data.flder"', 'Did you mean "data.folder"?'],
    [
      'data={"folder":{"path":"x","size":64}}',
      'Setting "data.folder.size": expected a list of 2 (a whole number, then a whole number); received 64',
      "For example: data.folder.size=[64,64]",
    ],
    [
      'data={"folder":{"path":"x","size":[32,4096]}}',
      'Setting "data.folder.size.1": expected at most 1024',
      "See",
    ],
    ['data={"folder":{"path":"x","fit":"crop"}}', '"cover", "contain" or "stretch"; received "crop"', "See"],
    ['data={"folder":{"path":"x","channels":2}}', "expected 1 or 3; received 2", "See"],
    ["data.folder=3", 'Setting "data.folder": expected settings with keys such as path, size', "See"],
    ["data.idx.image=3", 'unknown key "data.idx.image"', 'Did you mean "data.idx.images"?'],
    ["data={}", 'Setting "data": expected text', "See"],
    ["data=3", 'Setting "data": expected text, settings with the key idx', "See"],
  ])("refuses %s", (assignment, message, hint) => {
    expect(() => resolveConfig([demo, set(assignment)])).toThrow(
      expect.objectContaining({
        code: "config-invalid",
        message: expect.stringContaining(message),
        hint: expect.stringContaining(hint),
      }),
    );
  });

  it("refuses whatever stands at a place of the data with the key in the sentence, never with a failure of its own", () => {
    const keys = ["folder", "file", "idx", "path", "size", "images", "range", "0", "x"];
    const values = [
      3,
      "",
      null,
      true,
      [],
      [3],
      [3, "x"],
      {},
      { x: {} },
      { x: [{ y: 1 }] },
      { path: "x", size: { x: 1 } },
    ];
    const places = ["", ...keys].flatMap((outer) =>
      ["", ...keys].map((inner) => [outer, inner].filter((key) => key !== "")),
    );
    for (const place of places) {
      for (const value of values) {
        const data = place.reduceRight<unknown>((below, each) => ({ [each]: below }), value);
        let error: unknown;
        try {
          resolveConfig([demo, file({ data })]);
        } catch (thrown) {
          error = thrown;
        }
        if (error === undefined) continue;
        expect(error, JSON.stringify(data)).toMatchObject({
          code: "config-invalid",
          message: expect.stringMatching(/^(Setting|Expected only known settings.*) "data[."]/),
        });
        expect((error as Error).message).not.toMatch(/invalid input|undefined/i);
      }
    }
  });

  it("refuses an assignment without a key or a value", () => {
    for (const text of ["", "=3", "a", "a..b=1", "__proto__=1"]) {
      expect(() => parseAssignment(text)).toThrow(/key=value/);
    }
  });

  it.each(["__proto__", "constructor", "prototype"])(
    "refuses the key %s at any depth, by its place",
    (key) => {
      const hostile = (text: string) => JSON.parse(text) as Record<string, unknown>;
      for (const [values, place] of [
        [`{"${key}": {"batchSize": 7}}`, key],
        [`{"generator": {"${key}": {"width": 7}}}`, `generator.${key}`],
        [`{"data": {"idx": {"images": [0, {"${key}": 1}]}}}`, `data.idx.images.1.${key}`],
      ] as const) {
        expect(() => resolveConfig([demo, file(hostile(values))])).toThrow(
          expect.objectContaining({ code: "config-invalid", message: expect.stringContaining(`"${place}"`) }),
        );
      }
      expect(() => parseAssignment(`generator={"${key}": {"width": 7}}`)).toThrow(`"generator.${key}"`);
    },
  );

  it("refuses values that nest without end plainly", () => {
    const text = "[".repeat(100_000) + "]".repeat(100_000);
    const refused = expect.objectContaining({
      code: "config-invalid",
      message: expect.stringContaining("more than 100 levels"),
    });
    expect(() => parseAssignment(`data=${text}`)).toThrow(refused);
    for (const values of [`{"data": ${text}}`, `{"trainer": ${text}}`, `{"generator": {"width": ${text}}}`])
      expect(() => resolveConfig([demo, file(JSON.parse(values))])).toThrow(refused);
  });

  it("names the nearest preset", () => {
    expect(() => findPreset("dcgam")).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('"dcgan"') }),
    );
  });
});
