import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type * as z from "zod";
import { parseJson } from "../store/parse-json.ts";
import { checkpointManifestSchema } from "./checkpoint-manifest.ts";
import type { LatentSpec } from "./latent.ts";
import { latentSpecSchema } from "./latent.ts";
import { lensResultSchema } from "./lens-result-schema.ts";
import { runRecordSchema } from "./run-record-schema.ts";
import { subjectRecordSchema } from "./subject-record.ts";

const hash = fc.stringMatching(/^[0-9a-f]{64}$/);
const id = fc.stringMatching(/^[a-z0-9-]{1,12}$/);
const file = fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,12}$/);
const path = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,8}(\/[A-Za-z0-9][A-Za-z0-9._-]{0,8}){0,2}$/);
const count = fc.integer({ min: 1, max: 1e6 });

const latent: fc.Arbitrary<LatentSpec> = fc
  .record({
    vectors: fc.uniqueArray(
      fc.record({
        kind: fc.constantFrom("noise" as const, "code" as const),
        name: fc.string({ maxLength: 8 }),
        size: fc.integer({ min: 1, max: 512 }),
        prior: fc.constantFrom("normal" as const, "uniform" as const, "given" as const),
      }),
      { minLength: 1, maxLength: 4, selector: ({ name }) => name },
    ),
    weights: fc.option(fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 12 })),
  })
  .map(({ vectors, weights }) => {
    if (weights === null) return { parts: vectors };
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const distribution = weights.map((weight) => weight / total);
    const name = `${vectors.map((part) => part.name).join()}!`;
    return { parts: [...vectors, { kind: "label" as const, name, classes: weights.length, distribution }] };
  });

const network = fc
  .tuple(path, fc.constantFrom("ganlens" as const, "layers" as const, "graph" as const), fc.nat(4))
  .map(([folder, format, output]) => ({ folder, format, output, layout: "nchw" as const }));
const dataset = fc.record({
  name: fc.string(),
  kind: fc.constant("image" as const),
  shape: fc.array(count, { minLength: 1, maxLength: 3 }),
  splits: fc.dictionary(id, fc.nat()),
  licence: fc.string(),
  sha256: hash,
});
const subject = fc.record(
  {
    shape: fc.array(count, { minLength: 1, maxLength: 4 }),
    latent,
    range: fc.tuple(fc.integer({ min: -255, max: -1 }), fc.integer({ min: 0, max: 255 })),
    generator: network,
    encoder: network,
    discriminator: network,
    samples: fc
      .array(fc.record({ count, images: path }), { minLength: 1, maxLength: 3 })
      .chain((parts) =>
        hash.map((sha256) => ({ count: parts.reduce((sum, each) => sum + each.count, 0), parts, sha256 })),
      ),
    latents: path,
    data: fc.record({
      source: fc.jsonValue(),
      dataset,
      trainedOn: fc.constantFrom("all" as const, ["train"]),
    }),
    heldOut: fc.record({ source: fc.jsonValue(), dataset }),
    origin: fc.record({ format: fc.string(), name: fc.string(), sha256: hash }),
    notes: fc.array(fc.string()),
  },
  { requiredKeys: ["shape"] },
);
const common = {
  schemaVersion: fc.constant(2 as const),
  name: fc.string(),
  subject,
  state: fc.constantFrom("running" as const, "finished" as const, "stopped" as const),
  versions: fc.dictionary(id, fc.string()),
  backend: fc.record({ name: fc.string(), device: fc.string() }),
  startedAt: fc.string(),
};
const run = fc.oneof(
  fc.record({ ...common, kind: fc.constantFrom("imported" as const, "samples" as const, "series" as const) }),
  fc.record({
    ...common,
    kind: fc.constant("trained" as const),
    training: fc.record({
      asked: fc.record({
        sha256: hash,
        before: fc.array(fc.record({ sha256: fc.option(hash), until: fc.nat() }), { maxLength: 2 }),
      }),
      trainer: id,
      preset: fc.option(fc.string()),
      config: fc.dictionary(id, fc.jsonValue()),
      origin: fc.dictionary(id, fc.constantFrom("default" as const, "set" as const)),
      seed: fc.nat(),
      dataset,
      step: fc.nat(),
      totalSteps: count,
      seconds: fc.nat(),
      imagesPerSecond: fc.nat(),
      health: fc.array(
        fc.record({
          step: fc.nat(),
          monitor: id,
          about: fc.string(),
          cause: fc.string(),
          evidence: fc.dictionary(id, fc.integer()),
          suggestion: fc.string(),
        }),
        { maxLength: 2 },
      ),
      best: fc.record({ measure: id, step: fc.nat(), value: fc.integer() }),
    }),
  }),
);
const result = fc.record({
  schemaVersion: fc.constant(2 as const),
  lens: id,
  question: fc.string(),
  fingerprint: fc.option(hash),
  step: fc.option(fc.nat()),
  answer: fc.string(),
  effort: fc.constantFrom("quick" as const, "normal" as const),
  seed: fc.nat(),
  measures: fc.array(
    fc.record({
      name: fc.string(),
      value: fc.option(fc.integer()),
      n: fc.nat(),
      better: fc.constant("lower" as const),
    }),
  ),
  figures: fc.constant([]),
  evidence: fc.array(fc.record({ id, claim: fc.string(), file, indices: fc.array(fc.nat()) })),
  artifacts: fc.array(
    fc.oneof(
      fc.record({
        type: fc.constant("directions" as const),
        id,
        title: fc.string(),
        file,
        array: fc.string(),
      }),
      fc.record({
        type: fc.constant("autoencoder" as const),
        id,
        title: fc.string(),
        model: hash,
        learned: fc.constantFrom("real" as const, "generated" as const),
        seed: fc.nat(),
      }),
      fc.record({ type: fc.constant("map" as const), id, title: fc.string(), file, array: fc.string() }),
      fc.record({ type: fc.constant("latents" as const), id, title: fc.string(), file }),
    ),
  ),
  verdicts: fc.array(
    fc.record({ id, level: fc.constantFrom("good" as const, "cannot tell" as const), headline: fc.string() }),
  ),
  controls: fc.array(
    fc.record({
      id,
      kind: fc.constantFrom("placebo" as const, "spike-in" as const),
      title: fc.string(),
      draws: fc.nat(),
      found: fc.option(fc.nat()),
    }),
  ),
});
const manifest = fc.record(
  {
    schemaVersion: fc.constant(2 as const),
    step: fc.nat(),
    resumable: fc.boolean(),
    files: fc.dictionary(path, fc.record({ bytes: fc.nat(), sha256: hash })),
    chain: fc.record({
      run: hash,
      previous: fc.option(fc.record({ step: fc.nat(), sha256: hash })),
      log: fc.record({ lines: fc.nat(), bytes: fc.nat(), sha256: hash }),
      kept: fc.boolean(),
      seal: hash,
    }),
  },
  { requiredKeys: ["schemaVersion", "step", "resumable", "files"] },
);

const throughJson = <T>(schema: z.ZodType<T>, value: unknown): T =>
  parseJson(new TextEncoder().encode(JSON.stringify(value)), "file", schema, "what it should be");

describe("schema 2", () => {
  it.each([
    ["run records", runRecordSchema, run],
    ["results", lensResultSchema, result],
    ["manifests", checkpointManifestSchema, manifest],
  ] as const)("writes and reads %s without a loss", (_, schema, values) => {
    fc.assert(
      fc.property(values as fc.Arbitrary<unknown>, (value) => {
        const text = JSON.stringify(value);
        // A key that no file may have is refused, which another test holds.
        fc.pre(!text.includes("__proto__"));
        const whole = JSON.parse(text);
        expect(JSON.parse(JSON.stringify(throughJson(schema as z.ZodType<unknown>, value)))).toEqual(whole);
      }),
      { numRuns: 60 },
    );
  });

  it("takes nothing for a record that has a field too many, too few, or of another type", () => {
    fc.assert(
      fc.property(fc.oneof(run, result, manifest), fc.nat(), fc.jsonValue(), (value, at, other) => {
        const keys = Object.keys(value).filter((key) => key !== "schemaVersion");
        const key = keys[at % keys.length] as string;
        const changed = { ...value, [key]: [{ unexpected: other }] };
        for (const schema of [runRecordSchema, lensResultSchema, checkpointManifestSchema]) {
          for (const bad of [changed, { ...value, surplus: other }]) {
            expect((schema as z.ZodType<unknown>).safeParse(bad).success).toBe(false);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it("refuses a trained run that does not say how, and others that say it", () => {
    const trained = fc.sample(
      run.filter(({ kind }) => kind === "trained"),
      { numRuns: 1, seed: 1 },
    )[0];
    expect(runRecordSchema.safeParse({ ...trained, kind: "imported" }).success).toBe(false);
    expect(runRecordSchema.safeParse({ ...trained, training: undefined }).success).toBe(false);
  });

  const noise = { kind: "noise", name: "noise", size: 4, prior: "normal" } as const;
  const label = { kind: "label", name: "label", classes: 2, distribution: [0.5, 0.5] } as const;
  it.each([
    ["an unknown prior", [{ ...noise, prior: "gaussian" }], /prior/],
    ["no noise", [label], /no noise/],
    ["two labels", [noise, label, { ...label, name: "other" }], /more than one label/],
    ["two parts of one name", [noise, noise], /one name/],
    ["frequencies of other classes", [noise, { ...label, classes: 3 }], /another number of classes/],
    ["frequencies that are none", [noise, { ...label, distribution: [0, 0] }], /add up to 1/],
    ["counts for frequencies", [noise, { ...label, distribution: [9, 1] }], /add up to 1/],
    ["negative frequencies", [noise, { ...label, distribution: [2, -1] }], /distribution|small|>=/],
    ["empty bounds", [{ ...noise, prior: "uniform", low: 1, high: 1 }], /lower bound/],
    ["a lower bound above the usual upper one", [{ ...noise, prior: "uniform", low: 2 }], /lower bound/],
    ["an absurd size", [{ ...noise, size: 1e12 }], /size/],
    ["no parts", [], /parts/],
  ])("refuses latents with %s", (_, parts, complaint) => {
    const parsed = latentSpecSchema.safeParse({ parts });
    expect(parsed.success).toBe(false);
    const words = parsed.error?.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`).join();
    expect(words).toMatch(complaint);
  });

  it.each([
    ["a range without width", { range: [1, 1] }],
    ["a range upside down", { range: [1, -1] }],
    [
      "samples that its parts do not hold",
      {
        samples: { count: 9, parts: [{ count: 5, images: "subject/a.npy" }], sha256: "0".repeat(64) },
      },
    ],
    ["a path that leads outside", { latents: "../../etc/passwd" }],
    ["an absolute path", { generator: { folder: "/etc", format: "layers" } }],
    ["a shape of nothing", { shape: [] }],
  ])("refuses a subject with %s", (_, change) => {
    expect(subjectRecordSchema.safeParse({ shape: [8, 8, 1], ...change }).success).toBe(false);
    expect(subjectRecordSchema.safeParse({ shape: [8, 8, 1] }).success).toBe(true);
  });

  it("keeps words apart from keys of objects", () => {
    const value = { schemaVersion: 2, step: 0, resumable: false, files: {} };
    const text = JSON.stringify(value).replace('"files":{}', '"files":{"__proto__":{"bytes":1}}');
    expect(() =>
      parseJson(new TextEncoder().encode(text), "manifest.json", checkpointManifestSchema, "a manifest"),
    ).toThrow(/__proto__/);
  });
});
