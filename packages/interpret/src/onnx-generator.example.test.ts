import { copyFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it, vi } from "vitest";

const model = new URL("../../models/testdata/onnx/dcgan-28.dynamo-18/model.onnx", import.meta.url);

it("runs on an ONNX file in the current folder, and stands in the README as it is here", async () => {
  const source = await readFile(new URL("./onnx-generator.example.ts", import.meta.url), "utf8");
  const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
  expect(readme).toContain(`\`\`\`ts\n${source}\`\`\``);

  const [before, folder] = [process.cwd(), await mkdtemp(join(tmpdir(), "ganlens-onnx-"))];
  const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  try {
    await copyFile(fileURLToPath(model), join(folder, "generator.onnx"));
    process.chdir(folder);
    await import("./onnx-generator.example.ts");
    expect(write.mock.calls.join("")).toMatch(
      /N\(0, 1\), which was assumed(.*\n)*How far are the generator's images .*\nThe Fréchet distance to held-out/,
    );
  } finally {
    write.mockRestore();
    process.chdir(before);
    await rm(folder, { recursive: true, force: true });
  }
});
