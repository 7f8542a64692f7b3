import { type Control, controlHeld } from "@ganlens/core";

/**
 * The headline where a statement's own control did not come out as it must: "Cannot tell whether it copies: …".
 *
 * An alarm on real images speaks against everything that is said; a planted fault that was not seen speaks against silence alone: what
 * was found all the same is found.
 */
export function controlFailure(
  controls: readonly Control[],
  /** What cannot be told: "whether it copies". */
  subject: string,
  /** Whether something was found; else the statement is that nothing was. */
  isFound = false,
): string | undefined {
  const failed = controls.find(
    (control) => !controlHeld(control) && (control.kind === "placebo" || !isFound),
  );
  if (failed === undefined) return undefined;
  if (failed.found === null) return `Cannot tell ${subject}: no fault could be planted to try it.`;
  return failed.kind === "placebo"
    ? `Cannot tell ${subject}: real images in its place raise an alarm.`
    : `Cannot tell ${subject}: a planted fault was not seen here.`;
}
