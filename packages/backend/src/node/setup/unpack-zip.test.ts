import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { unpackZip } from "./unpack-zip.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ganlens-zip-"));
});

afterEach(() => rm(folder, { recursive: true }));

const long = Uint8Array.from({ length: 200_000 }, (_, i) => (i * i) % 251);
const archive = zipSync({
  "package/lib/library.so": long,
  "package/include/header.h": [new TextEncoder().encode("int x;"), { level: 0 }],
  "package/empty": new Uint8Array(0),
  "other/readme.md": new TextEncoder().encode("no"),
});

async function unpack(
  bytes: Uint8Array,
  place: (name: string) => string | undefined = (name) => name,
): Promise<readonly string[]> {
  const path = join(folder, "archive.zip");
  await writeFile(path, bytes);
  return unpackZip({ archive: path, folder: join(folder, "out"), place });
}

describe("unpackZip", () => {
  it("writes the files that are asked for where they are asked for", async () => {
    const done = await unpack(archive, (name) =>
      name.startsWith("package/") ? name.slice("package/".length) : undefined,
    );
    expect(done).toEqual(["package/lib/library.so", "package/include/header.h", "package/empty"]);
    expect(new Uint8Array(await readFile(join(folder, "out/lib/library.so")))).toEqual(long);
    expect(await readFile(join(folder, "out/include/header.h"), "utf8")).toBe("int x;");
    expect(await readFile(join(folder, "out/empty"), "utf8")).toBe("");
    expect(await readdir(join(folder, "out"))).toEqual(["empty", "include", "lib"]);
  });

  it("refuses an archive that was cut off anywhere", async () => {
    for (const part of [0, 0.01, 0.3, 0.7, 0.99]) {
      const cut = archive.slice(0, Math.floor(archive.length * part));
      await expect(unpack(cut)).rejects.toMatchObject({ code: "backend-unavailable" });
    }
    await expect(unpack(archive.slice(0, -1))).rejects.toMatchObject({ code: "backend-unavailable" });
  });

  it("refuses damaged data, stored or packed", async () => {
    const packed = archive.slice();
    const middle = 30 + "package/lib/library.so".length + 500;
    packed[middle] = (packed[middle] as number) ^ 0xff;
    await expect(unpack(packed)).rejects.toThrow(/library\.so is damaged/);
    const stored = archive.slice();
    const at = Buffer.from(stored).indexOf("int x;");
    stored[at] = "I".charCodeAt(0);
    await expect(unpack(stored)).rejects.toThrow(/header\.h is damaged \(its checksum differs\)/);
  });

  it.each(["../evil", "a/../../evil", "/evil", "..\\evil", "C:\\evil"])(
    "refuses to write to %s",
    async (name) => {
      await expect(unpack(zipSync({ [name]: Uint8Array.of(1) }))).rejects.toThrow(/outside the folder/);
      expect(await readdir(folder)).toEqual(["archive.zip"]);
    },
  );
});
