import { describe, expect, test } from "vitest";
import { RunUnsupportedError } from "../../errors/run-unsupported-error.ts";
import { moveFolder } from "../move-folder.ts";
import type { RunStore } from "../run-store.ts";

const text = (value: string) => new TextEncoder().encode(value);

/** What every run store must do, whatever it keeps its files in. */
export function describeRunStore(name: string, make: () => Promise<RunStore>): void {
  describe(`${name} as a run store`, () => {
    test("gives back what was written, as bytes of one's own", async () => {
      const store = await make();
      const bytes = Uint8Array.from([0, 1, 255]);
      await store.write("samples/step-000500.bin", bytes);
      bytes.fill(7);
      const read = await store.read("samples/step-000500.bin");
      expect(read).toEqual(Uint8Array.from([0, 1, 255]));
      read.fill(9);
      expect(await store.read("samples/step-000500.bin")).toEqual(Uint8Array.from([0, 1, 255]));
    });

    test("replaces a file, also by an empty one", async () => {
      const store = await make();
      await store.write("run.json", text("a long first version"));
      await store.write("run.json", text("short"));
      expect(await store.read("run.json")).toEqual(text("short"));
      await store.write("run.json", new Uint8Array(0));
      expect(await store.read("run.json")).toEqual(new Uint8Array(0));
    });

    test("lists files, sorted, of all folders or of one", async () => {
      const store = await make();
      for (const path of ["b", "a/c", "a/b/x", "ab/y", "a-b"]) await store.write(path, text(path));
      expect(await store.list()).toEqual(["a-b", "a/b/x", "a/c", "ab/y", "b"]);
      expect(await store.list("a")).toEqual(["a/b/x", "a/c"]);
      expect(await store.list("none")).toEqual([]);
    });

    test("knows which files are there; a folder is none", async () => {
      const store = await make();
      await store.write("a/b", text("x"));
      expect(await store.has("a/b")).toBe(true);
      expect(await store.has("a")).toBe(false);
      expect(await store.has("a/b/c")).toBe(false);
      expect(await store.has("c")).toBe(false);
    });

    test("adds to the end of a file, which is made when missing", async () => {
      const store = await make();
      await store.append("logs/metrics.ndjson", text("1\n"));
      await store.append("logs/metrics.ndjson", text("2\n"));
      expect(await store.read("logs/metrics.ndjson")).toEqual(text("1\n2\n"));
    });

    test("removes files, folders and what is not there", async () => {
      const store = await make();
      for (const path of ["a/b", "a/c/d", "ab", "e"]) await store.write(path, text(path));
      await store.remove("a");
      await store.remove("e");
      await store.remove("never/was");
      expect(await store.list()).toEqual(["ab"]);
    });

    test.each(["at once", "by copies"])("puts a folder in the place of another, %s", async (how) => {
      const store = await make();
      if (how === "by copies") Object.defineProperty(store, "move", { value: undefined });
      const move = { from: "lenses/.a", to: "lenses/a", last: "result" };
      for (const turn of ["first", "next"]) {
        await store.write(`lenses/.a/${turn}/picture`, text(turn));
        await store.write("lenses/.a/result", text(turn));
        await moveFolder(store, move);
        expect(await store.list()).toEqual([`lenses/a/${turn}/picture`, "lenses/a/result"]);
        expect(await store.read("lenses/a/result")).toEqual(text(turn));
      }
      await expect(moveFolder(store, move)).rejects.toThrow(/Cannot move lenses\/\.a in .*nothing in it/);
      for (const [from, to] of [
        ["lenses/a", "lenses/a"],
        ["lenses", "lenses/b"],
        ["lenses/a/next", "lenses"],
        ["lenses/a", "../a"],
        ["/a", "lenses/a"],
      ] as const) {
        await expect(moveFolder(store, { ...move, from, to })).rejects.toThrow(RunUnsupportedError);
      }
      await store.write("lenses/.b/result", text("b"));
      await expect(moveFolder(store, { ...move, from: "lenses/.b", to: "lenses/a/result/b" })).rejects.toThrow(
        RunUnsupportedError,
      );
      expect(await store.list()).toEqual(["lenses/.b/result", "lenses/a/result", "lenses/a/next/picture"].sort());
      expect(await store.read("lenses/a/result")).toEqual(text("next"));
    });

    test("says what is missing and where", async () => {
      const store = await make();
      const error = await store.read("run.json").catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(RunUnsupportedError);
      expect((error as Error).message).toContain("run.json");
      expect((error as Error).message).toContain(store.location);
    });

    test("refuses a file in the place of a folder, and the reverse", async () => {
      const store = await make();
      await store.write("a/b", text("x"));
      await expect(store.write("a", text("y"))).rejects.toThrow(RunUnsupportedError);
      await expect(store.write("a/b/c", text("y"))).rejects.toThrow(RunUnsupportedError);
      await expect(store.append("a", text("y"))).rejects.toThrow(RunUnsupportedError);
      expect(await store.list()).toEqual(["a/b"]);
    });

    test.each(["", "/etc/passwd", "../x", "a/../../x", "a//b", ".", "a/./b", "a\\..\\b", "C:x", "a\u0000b", "x".repeat(2000)])(
      "refuses the path %j everywhere",
      async (path) => {
        const store = await make();
        for (const action of [
          () => store.read(path),
          () => store.has(path),
          () => store.list(path),
          () => store.write(path, text("x")),
          () => store.append(path, text("x")),
          () => store.remove(path),
        ]) {
          await expect(action()).rejects.toThrow(RunUnsupportedError);
        }
        expect(await store.list()).toEqual([]);
      },
    );
  });
}
