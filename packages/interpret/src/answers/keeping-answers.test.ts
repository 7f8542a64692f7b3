import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { finish, type Lens, MemoryRunStore, type RunStore, readRun } from "@ganlens/core";
import { FolderRunStore } from "@ganlens/core/node";
import { afterAll, describe, expect, it } from "vitest";
import { type ExplainOptions, explain } from "../explain.ts";
import { fields, plantedSubject } from "../testdata/planted-subject.ts";
import { tinyLens } from "../testdata/tiny-lens.ts";

const lens = tinyLens as unknown as Lens;
const subject = plantedSubject({ size: 2, realRank: 2, count: 20, generate: ({ z }) => fields(z, 2) });
const ask = (store: RunStore, changes: Partial<ExplainOptions> = {}) =>
  explain({ subject, lenses: [lens], store, seed: 2, ...changes });

type Files = readonly (readonly [string, string])[];
async function filesOf(store: RunStore, folder = "lenses"): Promise<Files> {
  const paths = await store.list(folder);
  return Promise.all(
    paths.map(async (path) => [path, new TextDecoder().decode(await store.read(path))] as const),
  );
}
async function answered(seed: number): Promise<{ readonly store: MemoryRunStore; readonly files: Files }> {
  const store = new MemoryRunStore();
  await finish(ask(store, { seed }));
  return { store, files: await filesOf(store) };
}
const old = (await answered(1)).files;
const fresh = (await answered(2)).files;
const storeOf = (files: Files): MemoryRunStore =>
  new MemoryRunStore(
    "memory",
    files.map(([path, text]) => [path, new TextEncoder().encode(text)] as const),
  );
const withoutMove = <S extends RunStore>(store: S): S =>
  Object.defineProperty(store, "move", { value: undefined });

/** Which of two answers is whole; in a store that cannot move, the new one may still lie where it was made. */
async function whole(store: RunStore): Promise<"old" | "new" | "new, aside"> {
  const files = await filesOf(store);
  const [placed, aside] = [
    files.filter(([path]) => !path.includes("/.")),
    files.filter(([path]) => path.includes("/.")),
  ];
  if (placed.some(([path]) => path.endsWith("result.json"))) {
    const which = placed.some(([, text]) => text.includes("odd")) ? "old" : "new";
    expect(placed).toEqual(which === "old" ? old : fresh);
    return which;
  }
  expect(aside.map(([path, text]) => [path.replace("/.", "/"), text])).toEqual(fresh);
  return "new, aside";
}

describe.each(["can move", "cannot move"])("an answer in a store that %s", (kind) => {
  const kept = (files: Files): MemoryRunStore =>
    kind === "can move" ? storeOf(files) : withoutMove(storeOf(files));

  it("is the old or the new one, whole, on a disk that is full after any number of bytes", async () => {
    /** Asks anew where so many bytes can be written; gives what each write would have come to. */
    const askWithin = async (budget: number) => {
      const store = kept(old);
      const write = store.write.bind(store);
      const sums: number[] = [];
      let left = budget;
      store.write = async (path, bytes) => {
        sums.push((sums.at(-1) ?? 0) + bytes.length);
        if (bytes.length > left) throw new RangeError("disk full");
        left -= bytes.length;
        await write(path, bytes);
      };
      const error = await finish(ask(store)).then(
        () => undefined,
        (caught: unknown) => caught as Error,
      );
      return { store, sums, error };
    };
    const { sums } = await askWithin(1e9);
    expect(sums.length).toBe(kind === "can move" ? 3 : 6);
    const seen = new Set<string>();
    for (const budget of new Set([0, ...sums.flatMap((sum) => [sum - 1, sum])])) {
      const { store, error } = await askWithin(budget);
      expect(error?.message).toBe(budget < (sums.at(-1) as number) ? "disk full" : undefined);
      const found = await whole(store);
      seen.add(found);
      if (kind === "can move") expect(found).toBe(error === undefined ? "new" : "old");
      // Once there is room again it stands where it belongs, also when the lens then fails.
      store.write = MemoryRunStore.prototype.write;
      await finish(ask(store, { options: { tiny: { ending: "fail" } } })).catch(() => undefined);
      expect(await whole(store)).toBe(found === "old" ? "old" : "new");
      expect(await filesOf(store)).toEqual(found === "old" ? old : fresh);
    }
    expect(seen.size).toBe(kind === "can move" ? 2 : 3);
  });

  it("is whole wherever the process dies, and nothing is left of a killed go by the next", async () => {
    const store = kept(old);
    const moments: Files[] = [];
    for (const verb of ["write", "remove", "move"] as const) {
      const act = (store[verb] as ((...given: never[]) => Promise<void>) | undefined)?.bind(store);
      if (act === undefined) continue;
      Object.defineProperty(store, verb, {
        value: async (...given: never[]) => {
          moments.push(await filesOf(store));
          await act(...given);
          moments.push(await filesOf(store));
        },
      });
    }
    await finish(ask(store));
    expect(moments.length).toBeGreaterThan(8);
    const found = [];
    for (const files of moments) {
      const left = kept(files);
      found.push(await whole(left));
      await finish(ask(left));
      expect(await filesOf(left)).toEqual(fresh);
    }
    expect(new Set(found)).toContain("old");
    expect(found.at(-1)).toBe("new");
  });

  it("stays when the lens is stopped, left or fails, wherever that is", async () => {
    const count = 3;
    for (const at of Array.from({ length: count }, (_, i) => i + 1)) {
      for (const how of ["stopped", "left"]) {
        const store = kept(old);
        const controller = new AbortController();
        let heard = 0;
        const work = (async () => {
          for await (const { type } of ask(store, { signal: controller.signal })) {
            if (type !== "lens-progress" || ++heard < at) continue;
            if (how === "left") break;
            controller.abort();
          }
        })();
        if (how === "stopped" && at < count) await expect(work).rejects.toMatchObject({ code: "cancelled" });
        else await work;
        // Stopped behind its last sign of life, a lens has nothing left to do but to answer.
        const files = how === "stopped" && at === count ? fresh : old;
        expect([how, at, await filesOf(store)]).toEqual([how, at, files]);
      }
    }
    const store = kept(old);
    const failing = { options: { tiny: { ending: "fail" } }, onFailure: () => true };
    expect(await finish(ask(store, failing))).toEqual([]);
    expect(await filesOf(store)).toEqual(old);
  });
});

describe("a run folder", () => {
  const folders: string[] = [];
  afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

  it("shows the old answer beside one in the making, also of a process that was killed", async () => {
    const folder = await mkdtemp(join(tmpdir(), "ganlens-answers-"));
    folders.push(folder);
    const store = new FolderRunStore(folder);
    await finish(ask(store, { seed: 1 }));
    const script = fileURLToPath(new URL("../testdata/explain-process.ts", import.meta.url));
    const given = ["--conditions=@ganlens/source", "--import", "tsx", script, folder];
    const child = spawn(process.execPath, given, { stdio: ["ignore", "pipe", "inherit"] });
    await new Promise((resolve) => child.stdout.once("data", resolve));
    const ended = new Promise((resolve) => child.once("exit", (_code, signal) => resolve(signal)));
    child.kill("SIGKILL");
    expect(await ended).toBe("SIGKILL");

    expect(await store.list("lenses/.tiny")).toEqual(["lenses/.tiny/first.bin"]);
    expect((await filesOf(store)).filter(([path]) => !path.includes("/."))).toEqual(old);
    const { results, notes } = await readRun(store);
    expect([results.map(({ seed }) => seed), notes.filter((note) => note.includes("tiny"))]).toEqual([
      [1],
      [],
    ]);

    await finish(ask(store));
    expect(await filesOf(store)).toEqual(fresh);
  });
});

describe("an answer of a greater effort", () => {
  const normal = async () => {
    const store = new MemoryRunStore();
    await finish(ask(store, { effort: "normal" }));
    return store;
  };

  it("is not replaced by a lesser one unless that is asked for, and no work is done", async () => {
    const store = await normal();
    const before = await filesOf(store);
    let drawn = 0;
    const counting = {
      ...subject,
      generate: (...given: Parameters<typeof subject.generate>) => {
        drawn++;
        return subject.generate(...given);
      },
    };
    for (const effort of ["quick", "glance"] as const) {
      await expect(ask(store, { effort, subject: counting }).next()).rejects.toMatchObject({
        code: "config-invalid",
        message: `Expected no answers of a greater effort than "${effort}" about this generator in memory, found tiny (effort "normal").`,
        hint: expect.stringMatching(/Ask at effort "normal".*`replace: true`.*--replace/),
      });
    }
    expect([drawn, await filesOf(store)]).toEqual([0, before]);
    const [replaced] = await finish(ask(store, { effort: "quick", replace: true }));
    expect([replaced?.effort, await filesOf(store)]).toEqual(["quick", fresh]);
  });

  it("keeps away no equal or greater one, and none of another generator, step or place", async () => {
    const asked: Partial<ExplainOptions>[] = [
      { effort: "normal" },
      { effort: "quick", subject: { ...subject, fingerprint: "another" } },
      { effort: "quick", subject: { ...subject, step: 7 } },
      { effort: "quick", earlier: 3 },
      { effort: "quick", against: { name: "other", sha256: "0".repeat(64) } },
    ];
    for (const changes of asked) {
      const [result] = await finish(ask(await normal(), changes));
      expect(result?.effort).toBe(changes.effort);
    }
    const quick = new MemoryRunStore();
    await finish(ask(quick, { effort: "quick" }));
    expect((await finish(ask(quick, { effort: "normal" })))[0]?.effort).toBe("normal");
  });

  it("that cannot be read is no answer", async () => {
    const store = await normal();
    const path = "lenses/tiny/result.json";
    await store.write(path, (await store.read(path)).subarray(0, 40));
    expect((await finish(ask(store)))[0]?.effort).toBe("quick");
  });
});
