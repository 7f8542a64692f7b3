import { expect, test } from "vitest";
import { ConfigInvalidError } from "../errors/config-invalid-error.ts";
import { memoryFiles } from "./memory-files.ts";

test("files in memory are read by path, up to a ceiling", async () => {
  const bytes = Uint8Array.of(1, 2, 3);
  for (const given of [{ "a/b": bytes }, new Map([["a/b", bytes]])]) {
    const files = memoryFiles(given, { main: "a/b", location: "dropped files" });
    expect(await files.read("a/b")).toBe(bytes);
    await expect(files.read("a/b", { maximumBytes: 2 })).rejects.toThrow("at most 2 bytes");
    for (const missing of ["c", "__proto__", "constructor"]) {
      await expect(files.read(missing)).rejects.toBeInstanceOf(ConfigInvalidError);
    }
  }
});
