import { type Control, controlHeld } from "@ganlens/core";

/** The headline where a statement's own control did not come out as it must: "Cannot tell whether it copies: …". */
export function controlFailure(
  controls: readonly Control[],
  /** What cannot be told: "whether it copies". */
  subject: string,
): string | undefined {
  const failed = controls.find((control) => !controlHeld(control));
  if (failed === undefined) return undefined;
  if (failed.found === null) return `Cannot tell ${subject}: no fault could be planted to try it.`;
  return failed.kind === "placebo"
    ? `Cannot tell ${subject}: real images in its place raise an alarm.`
    : `Cannot tell ${subject}: a planted fault was not seen here.`;
}
