import { html, type Markup } from "./html.ts";

/** What interval, floor and control mean, for readers who meet them for the first time. */
export function howToRead(): Markup {
  return html`<section class="reading" aria-labelledby="reading"><h2 id="reading">How to read this</h2>
<p>An <strong>interval</strong> holds the values that would also be plausible had other samples or seeds been drawn: two numbers whose intervals overlap widely should not be told apart. A <strong>floor</strong> is what a perfect generator would score with as many samples, so it is the floor, not zero, that a number is compared with. A <strong>control</strong> is the same quantity where the outcome is known beforehand; where it failed, the number beside it means nothing.</p></section>`;
}
