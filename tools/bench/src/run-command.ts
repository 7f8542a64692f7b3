import { spawn } from "node:child_process";

/** Runs a program with its output passed on, in one thread where it is numpy's; its exit code, or -1 when it cannot start. */
export function runCommand(program: string, options: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(program, options, {
      stdio: ["ignore", "inherit", "inherit"],
      env: {
        ...process.env,
        OPENBLAS_NUM_THREADS: "1",
        OMP_NUM_THREADS: "1",
        MKL_NUM_THREADS: "1",
        PIP_DISABLE_PIP_VERSION_CHECK: "1",
      },
    });
    child.on("error", () => resolve(-1));
    child.on("close", (code) => resolve(code ?? -1));
  });
}
