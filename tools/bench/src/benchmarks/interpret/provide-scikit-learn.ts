import { join } from "node:path";
import { runCommand } from "../../run-command.ts";

/** A Python of its own with scikit-learn and prdc in that folder; `GANLENS_BENCH_PYTHON` names another one. Undefined where there is none. */
export async function provideScikitLearn(folder: string): Promise<string | undefined> {
  const given = process.env.GANLENS_BENCH_PYTHON;
  if (given !== undefined) return given;
  const home = join(folder, "venv");
  const python = join(home, "bin", "python");
  const packages = ["numpy", "scipy", "scikit-learn", "prdc"];
  const made =
    (await runCommand("python3", ["-m", "venv", home])) === 0 &&
    (await runCommand(python, ["-m", "pip", "install", "--quiet", ...packages])) === 0;
  return made ? python : undefined;
}
