import { Writable } from "node:stream";
import type { CliIo, OutputStream } from "../cli-io.ts";
import { runCli } from "../run-cli.ts";

// Stored numbers are wasm's; a native backend that happens to be set up here must not change them.
process.env.GANLENS_BACKEND = "wasm";

/** What a command wrote, and how it ended. */
export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface TestIo extends CliIo {
  readonly written: { stdout: string; stderr: string };
}

/** An io whose streams are remembered; a terminal when `columns` is given. */
export function testIo(options: Partial<CliIo> & { readonly cwd: string; readonly columns?: number }): TestIo {
  const { columns, ...given } = options;
  const written = { stdout: "", stderr: "" };
  const stream = (name: "stdout" | "stderr"): OutputStream => {
    const target = new Writable({
      write(chunk, _encoding, done) {
        written[name] += String(chunk);
        done();
      },
    });
    return Object.assign(target, columns === undefined ? {} : { isTTY: true, columns, rows: 30 });
  };
  return {
    stdout: stream("stdout"),
    stderr: stream("stderr"),
    env: {},
    program: "ganlens",
    signal: new AbortController().signal,
    now: () => new Date(2026, 0, 31, 9, 30, 5),
    clock: () => performance.now(),
    ...given,
    written,
  };
}

/** Runs the command line in this process. */
export async function ganlens(
  argv: readonly string[],
  options: Partial<CliIo> & { readonly cwd: string; readonly columns?: number },
): Promise<CliResult> {
  const io = testIo(options);
  const code = await runCli(argv, io);
  return { code, ...io.written };
}

/** A GAN that trains in no time: dense networks of a few units on 8 × 8 digits. */
export const tinyGan: readonly string[] = [
  "mlp-gan",
  "--set",
  "data=digits-8x8",
  "generator.latent=4",
  "generator.widths=[8]",
  "discriminator.widths=[8]",
  "batchSize=8",
  "samples=4",
  "schedule.snapshots=2",
];
