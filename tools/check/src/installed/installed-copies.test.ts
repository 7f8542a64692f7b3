import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { installedCopies } from "./installed-copies.ts";

it("finds every copy, also below other packages", async () => {
  const folder = await mkdtemp(join(tmpdir(), "ganlens-copies-"));
  try {
    const paths = ["node_modules/@scope/twice", "node_modules/other/node_modules/@scope/twice"].map((path) =>
      join(folder, path),
    );
    for (const path of [...paths, join(folder, "node_modules/other/lib")]) {
      await mkdir(path, { recursive: true });
    }
    expect(await installedCopies(folder, (name) => name === "@scope/twice")).toEqual(paths);
    expect(await installedCopies(folder, (name) => name === "lib")).toEqual([]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
