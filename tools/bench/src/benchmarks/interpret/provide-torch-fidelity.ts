import { runCommand } from "../../run-command.ts";
import { providePython } from "../backend/provide-python.ts";

/**
 * The Python with PyTorch that other benchmarks use, too, with torch-fidelity in it, installed by pip the first time; undefined where it
 * cannot be. With PyTorch it takes about 6 GB on the disk.
 */
export async function provideTorchFidelity(print: (line: string) => void): Promise<string | undefined> {
  const python = await providePython(print).catch(() => undefined);
  if (python === undefined) return undefined;
  const works = async () => (await runCommand(python, ["-c", "import torch_fidelity"])) === 0;
  if (await works()) return python;
  await runCommand(python, ["-m", "pip", "install", "--quiet", "torch-fidelity"]);
  return (await works()) ? python : undefined;
}
