import { dirname, resolve } from "node:path";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The folder that the user called from.
 *
 * Package managers run scripts in the folder of package.json and keep the caller's in INIT_CWD; a script that then
 * changes folders means what it says.
 */
export function callerFolder(env: Environment, cwd: string): string {
  const { INIT_CWD, npm_package_json } = env;
  if (!INIT_CWD || !npm_package_json) return cwd;
  return resolve(dirname(npm_package_json)) === resolve(cwd) ? INIT_CWD : cwd;
}

/** How the user calls ganlens: the installed command, or the script of a clone through pnpm, which may come from npx. */
export function callerProgram(env: Environment): string {
  const inClone = env.PNPM_SCRIPT_SRC_DIR && ["ganlens", "demo"].includes(env.npm_lifecycle_event ?? "");
  if (!inClone) return "ganlens";
  return env.npm_config_npm_version ? "npx -y pnpm@10 ganlens" : "pnpm ganlens";
}
