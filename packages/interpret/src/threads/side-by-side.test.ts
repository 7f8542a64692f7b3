import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import {
  BackendUnavailableError,
  type Lens,
  type LensProgress,
  type LensResult,
  RunUnsupportedError,
  type WorkerHandle,
} from "@ganlens/core";
import { FolderRunStore, spawnWorker } from "@ganlens/core/node";
import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ExplainOptions, explain } from "../explain.ts";
import {
  fewSteps,
  type SideBySideSetup,
  sideBySideLenses,
  sideBySideSubject,
} from "../testdata/side-by-side.ts";
import { type LensWorkers, openLensWorkers } from "./open-lens-workers.ts";

const url = new URL("../testdata/lens-worker.ts", import.meta.url);
const subject = sideBySideSubject();
const findLens = (id: string) => sideBySideLenses.find((lens) => lens.id === id) as Lens;
const isTraining = ({ stage }: LensProgress) => stage.startsWith("training");

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "ganlens-threads-"));
  await openBackend({ require: "wasm" });
  installKernels(tf);
  installGradients(tf);
});
afterAll(() => rm(scratch, { recursive: true }));

type Asking = Partial<ExplainOptions> & { readonly hear?: (progress: LensProgress) => void };

interface Asked {
  readonly results: readonly LensResult[];
  readonly progress: readonly LensProgress[];
}

/** Asks lenses of a run folder, in this thread or by workers. */
async function ask(
  folder: string,
  ids: readonly string[],
  { hear = () => {}, ...changes }: Asking = {},
): Promise<Asked> {
  const progress: LensProgress[] = [];
  const options = Object.fromEntries(ids.flatMap((id) => (id in fewSteps ? [[id, fewSteps[id]]] : [])));
  const lenses = ids.map(findLens);
  const events = explain({ subject, lenses, store: new FolderRunStore(folder), options, ...changes });
  for (;;) {
    const { done, value } = await events.next();
    if (done) return { results: value, progress };
    if (value.type !== "lens-progress") continue;
    progress.push(value);
    hear(value);
  }
}

/** Files of answers and networks, with their bytes. */
async function filesOf(folder: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const store = new FolderRunStore(folder);
  const paths = [...(await store.list("lenses")), ...(await store.list("models"))];
  return new Map(await Promise.all(paths.map(async (path) => [path, await store.read(path)] as const)));
}

describe("two workers", () => {
  let folder: string;
  let workers: LensWorkers;
  const handles: WorkerHandle<unknown, unknown>[] = [];
  /** The names of networks that each worker was given to train. */
  const given: readonly string[][] = [[], []];
  beforeAll(() => {
    folder = join(scratch, "both");
    const spawn = (module: URL): WorkerHandle<unknown, unknown> => {
      const handle = spawnWorker<unknown, unknown>(module);
      const names = given[handles.push(handle) - 1];
      return {
        ...handle,
        post: (message, transfer) => {
          const { what, input } = message as { readonly what?: string; readonly input?: { name: string } };
          if (what === "task") names?.push(input?.name ?? "");
          handle.post(message, transfer);
        },
      };
    };
    workers = openLensWorkers({ size: 2, url, spawn, setup: { folder } satisfies SideBySideSetup });
  });
  afterAll(() => workers.close());
  const askBoth = (ids: readonly string[], asking: Asking = {}) => ask(folder, ids, { workers, ...asking });

  it("train two networks of one lens side by side, and keep both when they are stopped", async () => {
    const alone = await ask(join(scratch, "one"), ["reconstruction"], { seed: 3 });
    const controller = new AbortController();
    const hear = (progress: LensProgress): void => {
      if (isTraining(progress)) controller.abort();
    };
    const stopped = askBoth(["reconstruction"], { seed: 3, hear, signal: controller.signal });
    await expect(stopped).rejects.toMatchObject({ code: "cancelled" });
    expect(given.map((names) => names.length)).toEqual([1, 1]);
    const store = new FolderRunStore(folder);
    const states = (await store.list("cache/unfinished")).filter((path) => path.endsWith("state.npz"));
    expect(states.length).toBe(2);
    expect(await store.list("lenses")).toEqual([]);
    // The next go takes them up, and ends with the bytes of an undisturbed one.
    const shares: number[] = [];
    const again = await askBoth(["reconstruction"], {
      seed: 3,
      hear: (progress) => {
        if (isTraining(progress)) shares.push(progress.done);
      },
    });
    expect(Math.min(...shares)).toBeGreaterThan(0.05 + (0.42 * 25) / 80);
    expect(again.results).toEqual(alone.results);
    expect(await filesOf(folder)).toEqual(await filesOf(join(scratch, "one")));
    expect(await store.list("cache/unfinished")).toEqual([]);
  });

  it("give the bytes of one thread, several lenses at a time, and train each network once for all of them", async () => {
    const ids = ["reconstruction", "compression", "coverage", "tell"];
    const alone = await ask(join(scratch, "one"), ids);
    for (const names of given) names.length = 0;
    const both = await askBoth(ids);
    expect(both.results).toEqual(alone.results);
    expect(both.results.map(({ lens }) => lens)).toEqual(ids);
    const files = await filesOf(join(scratch, "one"));
    expect(await filesOf(folder)).toEqual(files);
    // Of both seeds; those of the other one were trained before.
    const networks = [...files.keys()].filter((path) => path.endsWith("made-from.json"));
    expect(new Set(given.flat()).size).toBe(given.flat().length);
    expect(given.flat().length).toBe(networks.length - 2);
    const order = both.progress.map(({ lens, done }) => `${lens} ${done < 1 ? "at work" : "done"}`);
    expect(order.indexOf("compression at work")).toBeLessThan(order.indexOf("reconstruction done"));
    const done = ids.map((id) => `${id} done`);
    expect(order.filter((said) => said.endsWith("done")).sort()).toEqual(done.sort());
  });

  it("stop when they are left in the middle, and can be asked again", async () => {
    const store = new FolderRunStore(folder);
    const options = { reconstruction: fewSteps.reconstruction };
    const lenses = [findLens("reconstruction")];
    for await (const event of explain({ subject, lenses, store, options, seed: 4, workers })) {
      if (event.type === "lens-progress" && isTraining(event)) break;
    }
    expect(await store.list("cache/unfinished")).not.toEqual([]);
    expect((await askBoth(["tiny"], { seed: 4 })).results.length).toBe(1);
  });

  it("tell a lens that fails, one that they do not know, and two calls at the same time", async () => {
    const failures: [string, unknown][] = [];
    const onFailure = (lens: string, error: unknown): boolean => {
      failures.push([lens, error]);
      return true;
    };
    const unknown = { ...findLens("tiny"), id: "tinny" };
    const lenses = [unknown, findLens("tiny"), findLens("distance")];
    const options = { tiny: { ending: "fail" }, distance: fewSteps.distance };
    let second: Promise<unknown> | undefined;
    const hear = (): void => {
      second ??= expect(askBoth(["tiny"])).rejects.toThrow("looking through lenses already");
    };
    const { results, progress } = await askBoth([], { lenses, options, onFailure, hear });
    await second;
    expect(results.map(({ lens }) => lens)).toEqual(["distance"]);
    expect(new Map(failures)).toEqual(
      new Map([
        ["tiny", expect.objectContaining({ name: "RangeError", message: "planted" })],
        ["tinny", expect.objectContaining({ code: "config-invalid", hint: expect.stringContaining("tiny") })],
      ]),
    );
    expect(progress).toContainEqual({ type: "lens-progress", lens: "tiny", stage: "failed", done: 1 });
    await expect(askBoth([], { lenses, options })).rejects.toThrow(/planted|tinny/);
  });

  it("end with what was lost when one is killed; what was finished is kept", async () => {
    const hear = (progress: LensProgress): void => {
      if (isTraining(progress)) void handles[0]?.terminate();
    };
    const killed = askBoth(["reconstruction", "tiny"], { seed: 5, hear, onFailure: () => true });
    await expect(killed).rejects.toThrow(BackendUnavailableError);
    await expect(killed).rejects.toMatchObject({
      message: expect.stringMatching(/^A worker ended while .*\(terminated\); lost: .* reconstruction /),
      hint: expect.stringMatching(/what was finished is kept/),
    });
    const [answered] = (await ask(folder, ["reconstruction"], { seed: 5 })).results;
    const [undisturbed] = (await ask(join(scratch, "one"), ["reconstruction"], { seed: 5 })).results;
    expect(answered).toEqual(undisturbed);
  });
});

describe("a worker", () => {
  const askOne = async (setup: Omit<SideBySideSetup, "folder">): Promise<unknown> => {
    const folder = join(scratch, "refused");
    const workers = openLensWorkers({ size: 1, url, spawn: spawnWorker, setup: { folder, ...setup } });
    try {
      return await ask(folder, ["tiny", "distance"], { workers, onFailure: () => setup.broken === true });
    } finally {
      await workers.close();
    }
  };

  it("that looks at another subject is refused", async () => {
    const other = askOne({ version: "2" });
    await expect(other).rejects.toThrow(RunUnsupportedError);
    await expect(other).rejects.toThrow(/fingerprint side by side, version 1.*has .*version 2/);
  });

  it("that cannot open what it is to look at ends all", async () => {
    await expect(askOne({ broken: true })).rejects.toMatchObject({
      message: "Broken as asked.",
      hint: "Do not ask.",
    });
  });

  it("is not started for a number of threads that is none", () => {
    expect(() => openLensWorkers({ size: 1.5, url, spawn: spawnWorker, setup: {} })).toThrow("received 1.5");
  });
});
