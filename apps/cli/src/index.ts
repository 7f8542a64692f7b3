export type { CliIo, OutputStream } from "./cli-io.ts";
export type { ExitCode } from "./exit-code.ts";
export { runCli } from "./run-cli.ts";
