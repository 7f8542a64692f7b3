const pattern = /^\.ganlens-(\d+)-\w+\.tmp$/;

/**
 * The name of a file that this process is writing: `.ganlens-<process id>-<suffix>.tmp`. A crash may leave one behind, and no reader
 * is shown it.
 */
export function temporaryName(suffix: string | number): string {
  return `.ganlens-${process.pid}-${suffix}.tmp`;
}

/** True for a name that {@link temporaryName} gives, in whatever process. */
export function isTemporaryName(name: string): boolean {
  return pattern.test(name);
}

/** The process that writes a file of such a name. */
export function writerOfTemporary(name: string): number | undefined {
  const pid = pattern.exec(name)?.[1];
  return pid === undefined ? undefined : Number(pid);
}
