/**
 * Changes to the environment that make a process see nothing of this workspace: neither what pnpm sets for scripts nor
 * settings of ganlens.
 */
export function outsideEnvironment(): NodeJS.ProcessEnv {
  const inside = Object.keys(process.env).filter((name) =>
    /^(npm_|pnpm_|PNPM_SCRIPT|INIT_CWD$|NODE_OPTIONS$|NODE_PATH$|GANLENS_)/.test(name),
  );
  return Object.fromEntries(inside.map((name) => [name, undefined]));
}
