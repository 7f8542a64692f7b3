import { execFile } from "node:child_process";
import { access } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * A Python that has PyTorch: the one in `GANLENS_TORCH_PYTHON`, or that of a virtual environment of our own in the user's
 * cache, into which PyTorch is installed by pip the first time.
 */
export async function providePython(print: (line: string) => void): Promise<string> {
  const given = process.env.GANLENS_TORCH_PYTHON;
  if (given !== undefined) return given;
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache");
  const folder = join(cache, "ganlens", "bench-torch");
  const python = join(folder, "bin", "python");
  try {
    await access(python);
  } catch {
    await run("python3", ["-m", "venv", folder]);
  }
  try {
    await run(python, ["-c", "import torch"]);
  } catch {
    print(`Installing PyTorch into ${folder} …`);
    await run(python, ["-m", "pip", "install", "--quiet", "torch", "numpy"]);
  }
  return python;
}
