import { spawn } from "node:child_process";
import type { CliIo } from "../cli-io.ts";

/** What opens an address in the default browser, by platform. */
const openers: Readonly<Record<string, readonly [program: string, ...argv: readonly string[]]>> = {
  linux: ["xdg-open"],
  darwin: ["open"],
  // `start` would need cmd.exe, which reads & and % in an address as its own.
  win32: ["rundll32", "url.dll,FileProtocolHandler"],
};

/**
 * Opens an address in the default browser, where a person sits in front of one: on a terminal, not over SSH, not in CI.
 *
 * @returns false when nothing was tried; whether a browser really opens is not known
 */
export function openPage(
  url: string,
  { stdout, env }: Pick<CliIo, "stdout" | "env">,
  platform: string = process.platform,
): boolean {
  const opener = openers[platform];
  const isRemote = env.SSH_CONNECTION !== undefined || env.SSH_TTY !== undefined;
  const hasScreen = platform !== "linux" || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
  if (opener === undefined || stdout.isTTY !== true || env.CI || isRemote || !hasScreen) return false;
  const [program, ...argv] = opener;
  const child = spawn(program, [...argv, url], { env: { ...env }, stdio: "ignore", detached: true });
  // The address is printed as well; without a browser it is opened by hand.
  child.on("error", () => {});
  child.unref();
  return true;
}
