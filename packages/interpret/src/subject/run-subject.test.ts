import { fileURLToPath } from "node:url";
import {
  type BroughtRun,
  type DatasetInfo,
  MemoryRunStore,
  memoryFiles,
  openCheckpoint,
  providesOf,
  Random,
  type Subject,
  type SubjectRecord,
  withAsked,
  writeBroughtRun,
  writeCheckpoint,
} from "@ganlens/core";
import { FolderRunStore } from "@ganlens/core/node";
import { type Dataset, openDataset } from "@ganlens/datasets";
import { importGeneratorRun, saveModel } from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { runSubject } from "./run-subject.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

const openData = (source: unknown, { split = "train" }: { readonly split?: string } = {}): Promise<Dataset> =>
  openDataset(source as string, { split });
const place = (name: string) => fileURLToPath(new URL(`../../../core/testdata/${name}`, import.meta.url));
const stored = async (name: string): Promise<MemoryRunStore> => {
  const folder = new FolderRunStore(place(name));
  const paths = await folder.list();
  const files = await Promise.all(paths.map(async (path) => [path, await folder.read(path)] as const));
  return new MemoryRunStore(name, files);
};
const record = async (store: MemoryRunStore) =>
  JSON.parse(new TextDecoder().decode(await store.read("run.json")));
const write = (store: MemoryRunStore, value: unknown) =>
  store.write("run.json", new TextEncoder().encode(JSON.stringify(value)));
const imagesOf = async (subject: Subject, checkpoint?: number) =>
  (subject.generate as NonNullable<Subject["generate"]>)(
    (subject.latents as NonNullable<Subject["latents"]>).draw(5, Random.fromSeed(1)),
    checkpoint === undefined ? {} : { checkpoint },
  );
const facts = {
  versions: {},
  backend: { name: "cpu", device: "" },
  startedAt: "2026-01-01T00:00:00.000Z",
} satisfies Partial<BroughtRun>;

describe("a trained run", () => {
  it.each(["run-v1", "run-v2"])("%s gives all that is in it", async (name) => {
    const subject = await runSubject({ store: await stored(name), openData });
    const provided = [...providesOf(subject)];
    expect(provided.sort()).toEqual([
      "activations",
      "checkpoints",
      "discriminator",
      "generate",
      "images",
      "labels",
      "latents",
      "products",
      "real-data",
      "unseen-data",
    ]);
    expect([subject.imageShape, subject.step, subject.checkpoints]).toEqual([[8, 8, 1], 8, [0, 4, 8]]);
    expect(subject.real?.heldOutWords).toBe("held-out real images");
    const scores = await subject.discriminate?.(await imagesOf(subject));
    expect(scores?.shape).toEqual([5]);
    expect(scores?.data.every(Number.isFinite)).toBe(true);
    subject.dispose();
  });

  it("scores images as the discriminator does that lies in it: of the range that it was trained in", async () => {
    const subject = await runSubject({ store: await stored("run-v2"), openData });
    const { x } = await (await openDataset("digits-8x8", { split: "train" })).all();
    const some = { data: x.data.slice(0, 64 * 300), shape: [300, 8, 8, 1] };
    const scores = await subject.discriminate?.(some);
    const alone = await subject.discriminate?.({ data: some.data.slice(64 * 299), shape: [1, 8, 8, 1] });
    expect(scores?.data[299]).toBeCloseTo(alone?.data[0] as number, 5);
    expect(new Set(scores?.data).size).toBeGreaterThan(200);
    subject.dispose();
  });

  it("encodes images with the encoder that lies in it, where there is one", async () => {
    const store = await stored("run-v2");
    const { manifest, read } = await openCheckpoint(store, 8);
    const files = new Map<string, Uint8Array>();
    for (const path of Object.keys(manifest.files)) files.set(path, await read(path));
    const encoder = tf.sequential({
      layers: [
        tf.layers.flatten({ inputShape: [8, 8, 1] }),
        tf.layers.dense({ units: 4, kernelInitializer: "ones", useBias: false }),
      ],
    });
    for (const [path, bytes] of Object.entries(await saveModel(encoder))) files.set(`encoder/${path}`, bytes);
    encoder.dispose();
    await writeCheckpoint(store, 8, { files, resumable: false });
    const before = await record(store);
    const network = { folder: "encoder", format: "layers" };
    await write(store, { ...before, subject: { ...before.subject, encoder: network } });
    const subject = await runSubject({ store, openData });
    expect(providesOf(subject).has("encoder")).toBe(true);
    const half = { data: new Float32Array(2 * 64).fill(0.75), shape: [2, 8, 8, 1] };
    const codes = await subject.encode?.(half);
    // Images are mapped to the generator's range first: 0.75 is 0.5 between −1 and 1, and 64 of them are summed.
    expect([codes?.shape, [...(codes?.data ?? [])]]).toEqual([[2, 4], Array(8).fill(32)]);
    subject.dispose();
  });

  it("is looked at as it was at another step: other images, another fingerprint, no later checkpoints", async () => {
    const store = await stored("run-v2");
    const [last, first] = [
      await runSubject({ store, openData }),
      await runSubject({ store, openData, checkpoint: 4 }),
    ];
    expect([first.step, first.checkpoints]).toEqual([4, [0, 4]]);
    expect(first.fingerprint).not.toBe(last.fingerprint);
    expect((await imagesOf(first)).data).not.toEqual((await imagesOf(last)).data);
    expect(await imagesOf(last, 4)).toEqual(await imagesOf(first));
    expect((await runSubject({ store, openData })).fingerprint).toBe(last.fingerprint);
    await expect(runSubject({ store, openData, checkpoint: 5 })).rejects.toThrow(/0, 4, 8/);
  });

  it("is not looked at when its checkpoint or its run.json is of another run", async () => {
    const store = await stored("run-v2");
    const before = await record(store);
    const tied = withAsked(before, undefined, 0);
    // Where checkpoints were tied from the beginning, one that is not is from elsewhere.
    await write(store, tied);
    await expect(runSubject({ store, openData })).rejects.toMatchObject({
      code: "checkpoint-corrupt",
      message: expect.stringMatching(/checkpoint of step 8 is tied to no run/),
    });
    const later = withAsked(before, before, 8);
    await write(store, later);
    const subject = await runSubject({ store, openData });
    expect(subject.step).toBe(8);
    subject.dispose();
    await write(store, { ...later, training: { ...later.training, seed: 5 } });
    await expect(runSubject({ store, openData })).rejects.toThrow(/was changed since/);
  });

  describe("that diverged", () => {
    const diverged = async (damaged: readonly number[], how: (weights: Float32Array) => void) => {
      const store = await stored("run-v2");
      const before = await record(store);
      await write(store, { ...before, state: "diverged", reason: "A loss is no longer finite." });
      for (const step of damaged) {
        const { manifest, read } = await openCheckpoint(store, step);
        const files = new Map<string, Uint8Array>();
        for (const path of Object.keys(manifest.files)) files.set(path, await read(path));
        const weights = new Float32Array(Uint8Array.from(files.get("generator/weights.bin") ?? []).buffer);
        how(weights);
        files.set("generator/weights.bin", new Uint8Array(weights.buffer));
        await writeCheckpoint(store, step, { files, resumable: manifest.resumable });
      }
      return store;
    };
    const one = (weights: Float32Array): void => void weights.fill(Number.NaN, 5, 6);
    // Sums of these are infinite, and their differences no numbers.
    const all = (weights: Float32Array): void => weights.set(weights.map((_, i) => (i % 2 ? 3e38 : -3e38)));

    it.each([
      ["a weight is not finite", one],
      ["no image is finite", all],
    ])("is looked at where it was last finite: %s", async (_, how) => {
      const held = tf.memory().numTensors;
      const subject = await runSubject({ store: await diverged([8], how), openData });
      expect([subject.step, subject.checkpoints]).toEqual([4, [0, 4]]);
      expect(subject.notes[0]).toBe(
        "The training of this run diverged after step 8 of 8 (A loss is no longer finite): what is looked at is its generator of step 4, the last checkpoint that is finite.",
      );
      expect((await imagesOf(subject)).data.every(Number.isFinite)).toBe(true);
      subject.dispose();
      await new Promise((resolve) => setTimeout(resolve));
      expect(tf.memory().numTensors).toBe(held);
    });

    it("says so where its last checkpoint is finite, at a step that is named, and where none is finite", async () => {
      const subject = await runSubject({ store: await diverged([], one), openData });
      expect([subject.step, subject.notes[0]]).toEqual([
        8,
        expect.stringMatching(/step 8, its last checkpoint\.$/),
      ]);
      const store = await diverged([8], one);
      expect((await runSubject({ store, openData, checkpoint: 8 })).step).toBe(8);
      await expect(runSubject({ store: await diverged([0, 4, 8], one), openData })).rejects.toThrow(
        /finite weights and images.*none of steps 0, 4, 8/,
      );
      expect((await runSubject({ store: await stored("run-v2"), openData })).notes.join()).not.toMatch(
        /diverged/,
      );
    });
  });

  it("is refused with other data than its own, which may be compared with, and are never called its own", async () => {
    const store = await stored("run-v2");
    const changed = async (source: unknown, options: { readonly split?: string } = {}): Promise<Dataset> => {
      const data = await openData(source, options);
      return Object.create(data, { info: { value: { ...data.info, sha256: "1".repeat(64) } } });
    };
    await expect(runSubject({ store, openData: changed })).rejects.toThrow(
      /sha256 43716e0c8b35…\), received other ones \(1{12}…/,
    );
    const compareWith = await changed("digits-8x8");
    const subject = await runSubject({ store, openData, compareWith });
    expect(subject.notes).toEqual([expect.stringMatching(/not what this generator was trained on/)]);
    expect(subject.real?.foreign).toBe(true);
    const own = await runSubject({ store, openData, compareWith: await openData("digits-8x8") });
    expect(own.notes.join()).not.toMatch(/not what/);
    expect(own.real?.foreign).toBeUndefined();
  });

  it("is refused where files are damaged or missing, and leaves no tensor behind", async () => {
    const before = tf.memory().numTensors;
    for (const path of [
      "checkpoints/step-000008/generator/weights.bin",
      "checkpoints/step-000008/generator/model.json",
    ]) {
      const store = await stored("run-v2");
      await store.write(path, (await store.read(path)).slice(0, -1));
      await expect(runSubject({ store, openData })).rejects.toMatchObject({ code: "checkpoint-corrupt" });
    }
    const store = await stored("run-v2");
    await store.remove("checkpoints");
    await expect(runSubject({ store, openData })).rejects.toThrow(/checkpoint.*found none/);
    await expect(
      runSubject({ store: await stored("run-v2"), openData: () => Promise.reject(new Error("no data")) }),
    ).rejects.toThrow("no data");
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(tf.memory().numTensors).toBe(before);
  });

  it("of another trainer is no generator", async () => {
    const store = await stored("run-v2");
    const run = await record(store);
    await write(store, { ...run, training: { ...run.training, trainer: "sorcery" } });
    await expect(runSubject({ store, openData })).rejects.toThrow(/trainer "sorcery"/);
  });
});

/** A generator of 4 × 4 × 1 from three numbers, with weights of a seed. */
async function files(seed: number, size = 3) {
  const model = tf.sequential({ name: "g" });
  const kernelInitializer = tf.initializers.glorotUniform({ seed });
  model.add(
    tf.layers.dense({
      units: 16,
      activation: "tanh",
      inputShape: [size],
      kernelInitializer,
      name: "g/dense",
    }),
  );
  model.add(tf.layers.reshape({ targetShape: [4, 4, 1], name: "g/image" }));
  return memoryFiles(new Map(Object.entries(await saveModel(model))), {
    main: "model.json",
    location: `model ${seed}`,
  });
}

describe("a run that was brought in", () => {
  it("opens as an imported generator, whose step is none", async () => {
    const store = new MemoryRunStore();
    await importGeneratorRun({
      ...facts,
      name: "theirs",
      store,
      options: {},
      models: [{ step: 0, files: await files(1) }],
    });
    const subject = await runSubject({ store, openData });
    expect([...providesOf(subject)].sort()).toEqual([
      "activations",
      "generate",
      "images",
      "latents",
      "products",
    ]);
    expect([subject.step, subject.imageShape, subject.name]).toEqual([undefined, [4, 4, 1], "theirs"]);
    expect(subject.notes.join(" ")).toMatch(
      /N\(0, 1\), which was assumed.*last activation gives values from -1 to 1/,
    );
    const { data } = await imagesOf(subject);
    expect(Math.min(...data)).toBeGreaterThanOrEqual(0);
    expect(Math.min(...data)).toBeLessThan(0.4);
    subject.dispose();
  });

  it("has another fingerprint for each thing that decides what is drawn", async () => {
    const fingerprint = async (change: (run: { subject: SubjectRecord }) => SubjectRecord) => {
      const store = new MemoryRunStore();
      await importGeneratorRun({
        ...facts,
        name: "theirs",
        store,
        options: {},
        models: [{ step: 0, files: await files(1) }],
      });
      const run = await record(store);
      await write(store, { ...run, subject: change(run) });
      const subject = await runSubject({ store, openData });
      subject.dispose();
      return subject.fingerprint;
    };
    const part = { kind: "noise", name: "noise", size: 3, prior: "uniform" } as const;
    const found = await Promise.all([
      fingerprint(({ subject }) => subject),
      fingerprint(({ subject }) => ({ ...subject, range: [-2, 2] })),
      fingerprint(({ subject }) => ({ ...subject, latent: { parts: [part] } })),
      fingerprint(({ subject }) => ({ ...subject, latent: { parts: [{ ...part, low: 0 }] } })),
    ]);
    expect(new Set(found).size).toBe(4);
    expect(await fingerprint(({ subject }) => ({ ...subject, notes: ["other words"] }))).toBe(found[0]);
  });

  it("opens as a series, whose states are its checkpoints", async () => {
    const store = new MemoryRunStore();
    const models = [
      { step: 100, files: await files(1) },
      { step: 300, files: await files(2) },
    ];
    await importGeneratorRun({ ...facts, name: "series", store, options: {}, models });
    const subject = await runSubject({ store, openData });
    expect(providesOf(subject).has("checkpoints")).toBe(true);
    expect([subject.step, subject.checkpoints]).toEqual([300, [100, 300]]);
    expect((await imagesOf(subject, 100)).data).not.toEqual((await imagesOf(subject)).data);
    subject.dispose();
    await expect(
      importGeneratorRun({
        ...facts,
        name: "mixed",
        store: new MemoryRunStore(),
        options: {},
        models: [
          { step: 1, files: await files(1) },
          { step: 2, files: await files(1, 4) },
        ],
      }),
    ).rejects.toThrow(/same/);
  });

  it("holds the network that is looked at and one other of a long series", async () => {
    const store = new MemoryRunStore();
    const steps = [1, 2, 3, 4, 5];
    const models = await Promise.all(steps.map(async (step) => ({ step, files: await files(step) })));
    await importGeneratorRun({ ...facts, name: "series", store, options: {}, models });
    const before = tf.memory().numTensors;
    const subject = await runSubject({ store, openData });
    const one = tf.memory().numTensors - before;
    const drawn = new Map<number, Float32Array>();
    for (const step of [...steps, ...steps]) {
      const { data } = await imagesOf(subject, step);
      expect(data).toEqual(drawn.get(step) ?? data);
      drawn.set(step, data as Float32Array);
      expect(tf.memory().numTensors - before).toBeLessThanOrEqual(2 * one);
    }
    subject.dispose();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(tf.memory().numTensors).toBe(before);
  });

  it("draws from latents of a file what is in it, and tells runs of other latents apart", async () => {
    const fingerprints: string[] = [];
    for (const value of [0.5, -0.5]) {
      const store = new MemoryRunStore();
      const latents = { z: { data: new Float32Array(30).fill(value), shape: [10, 3] } };
      await importGeneratorRun({
        ...facts,
        name: "theirs",
        store,
        options: {},
        latents,
        models: [{ step: 0, files: await files(1) }],
      });
      const subject = await runSubject({ store, openData });
      expect(subject.latents?.given?.z).toEqual(latents.z);
      expect(() => subject.latents?.draw(3, Random.fromSeed(1))).toThrow(/from a file/);
      fingerprints.push(subject.fingerprint);
      subject.dispose();
      await store.write("subject/latents.npz", new Uint8Array(5));
      await expect(runSubject({ store, openData })).rejects.toMatchObject({
        code: expect.stringMatching(/invalid|unsupported/),
      });
    }
    expect(new Set(fingerprints).size).toBe(2);
  });

  it("draws classes as often as the data beside it have them, and says so", async () => {
    const [noise, label] = [
      tf.input({ shape: [3], name: "noise" }),
      tf.input({ shape: [1], name: "label", dtype: "int32" }),
    ];
    const embedded = tf.layers
      .flatten()
      .apply(
        tf.layers.embedding({ inputDim: 10, outputDim: 2, name: "e" }).apply(label),
      ) as tf.SymbolicTensor;
    const flat = tf.layers
      .dense({ units: 64, activation: "sigmoid", name: "d" })
      .apply(tf.layers.concatenate().apply([noise, embedded]) as tf.SymbolicTensor) as tf.SymbolicTensor;
    const outputs = tf.layers.reshape({ targetShape: [8, 8, 1] }).apply(flat) as tf.SymbolicTensor;
    const saved = new Map(Object.entries(await saveModel(tf.model({ inputs: [noise, label], outputs }))));
    const model = memoryFiles(saved, { main: "model.json", location: "a model" });
    const digits: DatasetInfo = {
      ...(await openData("digits-8x8")).info,
      classCounts: [90, 10, 0, 0, 0, 0, 0, 0, 0, 0],
    };
    const store = new MemoryRunStore();
    const real = { data: { source: "digits-8x8", dataset: digits, trainedOn: "all" as const } };
    await importGeneratorRun({
      ...facts,
      name: "theirs",
      store,
      options: { classes: 10 },
      real,
      models: [{ step: 0, files: model }],
    });
    const { subject } = await record(store);
    expect(subject.latent.parts.at(-1).distribution).toEqual([0.9, 0.1, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(subject.notes.join()).toMatch(/10 classes are drawn as often as digits-8x8/);
  });

  it("opens as samples, which can be looked at and not drawn anew", async () => {
    const images = { data: Uint8Array.from({ length: 2500 * 4 }, (_, i) => i % 256), shape: [2500, 2, 2, 1] };
    const latents = { data: new Float32Array(2500 * 3), shape: [2500, 3] };
    const latent = { parts: [{ kind: "noise", name: "z", size: 3, prior: "given" }] } as const;
    const open = async (subject: SubjectRecord, given: BroughtRun["samples"]) => {
      const store = new MemoryRunStore();
      await writeBroughtRun(store, {
        ...facts,
        name: "samples",
        subject,
        ...(given ? { samples: given } : {}),
      });
      return { store, subject: await runSubject({ store, openData }) };
    };
    const alone = await open({ shape: [2, 2, 1] }, { images });
    expect([...providesOf(alone.subject)]).toEqual(["images"]);
    const known = await open({ shape: [2, 2, 1], latent }, { images, latents });
    expect([...providesOf(known.subject)].sort()).toEqual(["images", "latents"]);
    expect(known.subject.fingerprint).not.toBe(alone.subject.fingerprint);
    // A record that promises latents which no file holds.
    expect([...providesOf((await open({ shape: [2, 2, 1], latent }, { images })).subject)]).toEqual([
      "images",
    ]);

    let [count, least, greatest] = [0, 1, 0];
    for await (const { x } of known.subject.samples?.batches({ batchSize: 300 }) ?? []) {
      count += x.shape[0] as number;
      for (const value of x.data) [least, greatest] = [Math.min(least, value), Math.max(greatest, value)];
    }
    expect([count, least, greatest]).toEqual([2500, 0, 1]);
    await known.store.write(
      "subject/part-00001-images.npy",
      await known.store.read("subject/part-00002-images.npy"),
    );
    const read = async () => {
      for await (const _ of known.subject.samples?.batches() ?? []);
    };
    await expect(read()).rejects.toMatchObject({ code: "dataset-invalid" });
  });

  it("is refused where the data beside it, or those held out, are others than run.json says", async () => {
    const { info } = await openData("digits-8x8");
    const other = (info: DatasetInfo): DatasetInfo => ({ ...info, sha256: "1".repeat(64) });
    const open = async (data: DatasetInfo, heldOut: DatasetInfo) => {
      const store = await stored("run-v2-imported");
      const run = await record(store);
      const real = {
        data: { source: "digits-8x8", dataset: data, trainedOn: "all" },
        heldOut: { source: "digits-8x8", dataset: heldOut },
      };
      await write(store, { ...run, subject: { ...run.subject, ...real } });
      return runSubject({ store, openData });
    };
    const refused = /sha256 1{12}…\), received other ones/;
    await expect(open(other(info), info)).rejects.toThrow(refused);
    await expect(open(info, other(info))).rejects.toThrow(refused);
  });

  it("knows what its generator was trained on", async () => {
    const { info } = await openData("digits-8x8");
    const open = async (real: Pick<SubjectRecord, "data" | "heldOut">) => {
      const store = await stored("run-v2-imported");
      const run = await record(store);
      const { data, heldOut, ...rest } = run.subject;
      await write(store, { ...run, subject: { ...rest, ...real } });
      return runSubject({ store, openData });
    };
    const data = { source: "digits-8x8", dataset: info };
    const all = await open({ data: { ...data, trainedOn: "all" } });
    expect([all.real?.unseen, all.real?.heldOutWords]).toEqual([false, "training images"]);
    expect(all.notes.join()).toMatch(/no images that the generator has not seen/);
    const train = await open({ data: { ...data, trainedOn: ["train"] } });
    expect([train.real?.unseen, train.real?.heldOutWords]).toEqual([true, "held-out real images"]);
    const none = await open({});
    expect(none.real).toBeUndefined();
  });
});
