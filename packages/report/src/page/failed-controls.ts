import type { LensResult } from "@ganlens/core";
import { formatNumber } from "../format/format-number.ts";
import { controlMark } from "./control-mark.ts";
import { html, type Markup } from "./html.ts";
import { expectedWords } from "./measure-words.ts";

/** Which controls failed, each with what it should have done; nothing where all passed. */
export function failedControls({ measures }: LensResult): Markup | null {
  const failed = measures.flatMap(({ name, control }) =>
    control === undefined || control.passed ? [] : [{ name, control }],
  );
  if (failed.length === 0) return null;
  return html`<div class="failed-controls"><p>${controlMark(false, failed.length === 1 ? "One control failed:" : `${failed.length} controls failed:`)}</p>
<ul>${failed.map(
    ({
      name,
      control,
    }) => html`<li>${name}: ${formatNumber(control.value)}, ${expectedWords(control.expected)} (${control.meaning})</li>
`,
  )}</ul></div>
`;
}
