import { paletteProperties } from "../figures/palette.ts";
import { rowsOnPaper } from "./data-table.ts";

/**
 * The style of a report: system fonts, one column of text with figures beside each other where there is room, light
 * and dark after the reader's own setting, and on paper.
 */
export const stylesheet: string = `
:root { color-scheme: light dark; --text: #1b1d20; --muted: #555b63; --line: #d9dbde; --strong-line: #8a9099; --link: #0b5cad; --passed: #00664f; --failed: #a8330a; --tint: #f4f5f7; ${paletteProperties("light")} }
@media screen and (prefers-color-scheme: dark) { :root { --text: #e8e9eb; --muted: #a9aeb6; --line: #33373d; --strong-line: #7b828c; --link: #7dbdff; --passed: #4fd3ab; --failed: #ff9a73; --tint: #1f2226; ${paletteProperties("dark")} } }
*, *::before, *::after { box-sizing: border-box; }
html { background: var(--surface); color: var(--text); font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; -webkit-text-size-adjust: 100%; scroll-padding-top: 1rem; }
body { margin: 0 auto; max-width: 72rem; padding: 2.5rem 1.5rem 4rem; overflow-wrap: break-word; }
h1, h2, h3, h4 { line-height: 1.2; text-wrap: balance; margin: 0; font-weight: 650; letter-spacing: -0.011em; }
h1 { font-size: clamp(1.75rem, 1.2rem + 2.4vw, 2.75rem); letter-spacing: -0.022em; overflow-wrap: anywhere; }
h2 { font-size: 1.5rem; margin-top: 4rem; padding-top: 1.25rem; border-top: 2px solid var(--text); }
h3 { font-size: 1.0625rem; margin: 2rem 0 0.5rem; }
p, ul, dl { margin: 0 0 0.75rem; }
a { color: var(--link); text-underline-offset: 0.18em; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px; }
main:focus { outline: none; }
code { font: 0.875em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
small { display: block; color: var(--muted); font-size: 0.8125rem; line-height: 1.4; font-weight: 400; }
.visually-hidden { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: 1rem; top: -4rem; padding: 0.5rem 1rem; background: var(--surface); z-index: 1; }
.skip:focus { top: 0.5rem; }
.brand { color: var(--muted); font-size: 0.875rem; margin-bottom: 0.5rem; }
.tags, nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; }
.tags { color: var(--muted); margin: 0.75rem 0; gap: 0.125rem 1.25rem; }
nav ul { gap: 0 1.5rem; margin: 1.25rem 0 0; }
nav a { display: inline-block; padding: 0.25rem 0; }
.note, .none { color: var(--muted); }
.notes { border-left: 4px solid var(--muted); padding-left: 1rem; margin-top: 2rem; }
.notes h2 { border: 0; margin: 0 0 0.5rem; padding: 0; font-size: 1.0625rem; }
.notes ul { padding-left: 1.1rem; }
header + main > section:first-child h2 { margin-top: 2.5rem; }
.answer { padding: 1.5rem 0 1.25rem; border-bottom: 1px solid var(--line); }
.answer:last-child { border-bottom: 0; }
.answer-words h3 { margin: 0 0 0.5rem; font-size: 1.1875rem; font-weight: 600; line-height: 1.35; }
.answer-text { font-size: 1.125rem; line-height: 1.5; max-width: 42rem; text-wrap: pretty; margin-bottom: 1.25rem; }
.answer > figure { margin-top: 1.75rem; }
@media (min-width: 64rem) {
  .answer { padding: 2rem 0; }
  .answer:has(> figure) { display: grid; grid-template: "words figure" "numbers numbers" / 1fr 1fr; gap: 1.75rem 3rem; align-items: start; }
  .answer-words { grid-area: words; }
  .answer-numbers { grid-area: numbers; }
  .answer > figure { grid-area: figure; margin-top: 0; }
}
.verdict-counts { color: var(--muted); margin: 0.75rem 0 0.25rem; }
.verdicts { list-style: none; padding: 0; margin: 0; }
.verdicts > li { display: grid; grid-template-columns: 8rem 1fr auto; gap: 0 1rem; align-items: baseline; padding: 0.75rem 0; border-bottom: 1px solid var(--line); }
.verdicts .headline { font-size: 1.125rem; line-height: 1.4; font-weight: 600; text-wrap: pretty; margin: 0; }
.verdicts.detailed .headline { font-size: 1.1875rem; max-width: 52rem; }
.verdicts .says { text-align: right; }
.verdicts.detailed { margin: 1rem 0 1.25rem; }
.verdicts.detailed > li { grid-template-columns: 8rem 1fr; }
.verdicts .detail { margin: 0.25rem 0 0; max-width: 46rem; font-size: 0.9375rem; color: var(--muted); }
.level { font-weight: 600; white-space: nowrap; }
.level svg { vertical-align: -0.2em; margin-right: 0.125rem; }
.level.problem { color: var(--failed); }
.level.good { color: var(--passed); }
.level.note { color: var(--link); }
.level.cannot-tell { color: var(--muted); }
.asked { font-size: 1.25rem; line-height: 1.4; font-weight: 400; max-width: 46rem; margin: 0.5rem 0 0.75rem; text-wrap: pretty; }
.standing { border-left: 4px solid var(--failed); padding-left: 1rem; margin: 0 0 1rem; max-width: 46rem; }
.standing .note { display: block; font-size: 0.9375rem; overflow-wrap: anywhere; }
.controls { list-style: none; padding: 0; display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 0.75rem 3rem; max-width: 66rem; margin: 0 0 1.5rem; font-size: 0.9375rem; }
.controls li { display: grid; grid-template-columns: 1.25rem 1fr; gap: 0 0.5rem; }
.controls p { margin: 0; }
.controls svg { vertical-align: -0.15em; }
.controls strong { font-weight: 600; }
.unmade { color: var(--muted); }
dfn { font-style: inherit; }
dfn a { color: inherit; text-decoration: underline dotted; text-decoration-thickness: 1px; }
.words dl { columns: 22rem; column-gap: 3rem; margin-top: 1.25rem; }
.words dl > div { break-inside: avoid; padding: 0 0 0.875rem; }
.words dl > div:target { background: var(--tint); outline: 0.5rem solid var(--tint); }
.words dt { font-weight: 600; }
.words dd { margin: 0; font-size: 0.9375rem; }
.grids .figures { margin-top: 1rem; }
.lead-numbers { display: grid; gap: 1.5rem 2rem; margin-bottom: 1.25rem; }
@media (min-width: 40rem) { .lead-numbers { grid-template-columns: 1fr 1fr; } }
@media (min-width: 64rem) { .lead-numbers { grid-template-columns: repeat(4, 1fr); } }
.lead-numbers > div { border-left: 1px solid var(--line); padding-left: 0.875rem; display: flex; flex-direction: column; }
.lead-numbers dt { font-size: 0.875rem; line-height: 1.35; margin-bottom: 0.25rem; hyphens: auto; }
.lead-numbers .value { order: -1; }
.lead-numbers dd { margin: 0; font-size: 0.8125rem; color: var(--muted); line-height: 1.5; }
.lead-numbers .value { color: var(--text); font-size: 1.625rem; line-height: 1.35; font-weight: 600; font-variant-numeric: tabular-nums; letter-spacing: -0.015em; }
.lead-numbers .value.missing { font-size: 0.9375rem; font-weight: 400; letter-spacing: 0; font-style: italic; }
.unit { display: inline-block; line-height: 1.35; font-size: 0.875rem; font-weight: 400; letter-spacing: 0; color: var(--muted); }
.answer-foot { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; margin: 0; font-size: 0.9375rem; }
.answer-foot a { padding: 0.0625rem 0; }
.mark svg { vertical-align: -0.15em; }
.passed { color: var(--passed); }
.failed { color: var(--failed); font-weight: 600; }
.reading { background: var(--tint); padding: 1.25rem 1.5rem; margin-top: 1.5rem; }
.reading h2 { font-size: 1rem; margin: 0 0 0.375rem; padding: 0; border: 0; letter-spacing: 0; }
.reading p { max-width: 48rem; margin: 0; font-size: 0.9375rem; }
.lens-question { color: var(--muted); max-width: 48rem; margin-top: 0.5rem; }
.lens-effort { display: block; font-size: 0.875rem; }
.failed-controls { border-left: 4px solid var(--failed); padding-left: 1rem; margin: 1.25rem 0; max-width: 60rem; font-size: 0.9375rem; }
.failed-controls p { margin-bottom: 0.25rem; }
.failed-controls ul { margin: 0; padding-left: 1.1rem; }
.figures { display: grid; grid-auto-flow: row dense; grid-template-columns: repeat(auto-fit, minmax(min(100%, 28rem), 1fr)); gap: 2.5rem 3rem; margin-top: 1.5rem; align-items: start; }
figure { margin: 0; min-width: 0; }
figure.column { max-width: 33rem; }
figure.wide { grid-column: 1 / -1; }
figure > :is(h3, h4) { font-size: 1.0625rem; margin: 0 0 0.625rem; }
figcaption { color: var(--muted); font-size: 0.875rem; line-height: 1.5; margin: 0.625rem 0 0; max-width: 44rem; text-wrap: pretty; }
.drawing svg { display: block; }
.for-narrow { display: none; }
.for-narrow .drawing { max-width: 26rem; }
.for-narrow .drawing > svg { width: 100%; }
.picture-holder { position: absolute; }
.legend { list-style: none; padding: 0; margin: 0 0 0.5rem; display: flex; flex-wrap: wrap; gap: 0.125rem 1.125rem; font-size: 0.8125rem; }
.legend li { display: flex; align-items: center; gap: 0.375rem; }
.legend svg { flex: none; }
.legend-scale, p.legend { align-items: center; gap: 0.5rem; font-variant-numeric: tabular-nums; }
.legend-scale svg { outline: 1px solid var(--line); }
.drawing-note, .left-out { color: var(--muted); font-size: 0.875rem; }
.left-out { border: 1px dashed var(--strong-line); padding: 1.5rem 1rem; margin: 0; }
.drawing image, .drawing use { image-rendering: pixelated; }
.pixels { display: block; image-rendering: pixelated; max-width: 100%; height: auto; }
details { margin-top: 0.5rem; font-size: 0.875rem; }
summary { cursor: pointer; color: var(--link); padding: 0.25rem 0; width: fit-content; }
.scroll { overflow: auto; max-width: 100%; }
details .scroll { max-height: 24rem; }
.fold { margin-top: 1rem; border-top: 1px solid var(--line); padding-top: 0.5rem; }
.fold + .fold { margin-top: 0.5rem; }
.fold > summary { font-size: 0.9375rem; }
.fold > .scroll { max-height: none; }
.fold > .evidence { margin-top: 0.5rem; font-size: 0.9375rem; }
.fact-groups { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 1fr)); gap: 0 3rem; }
table { border-collapse: collapse; font-size: 0.875rem; line-height: 1.45; min-width: min(100%, 20rem); }
caption { text-align: left; font-weight: 600; padding: 0 0 0.375rem; }
th, td { text-align: left; vertical-align: top; padding: 0.4375rem 1.25rem 0.4375rem 0; border-bottom: 1px solid var(--line); font-weight: 400; max-width: 24rem; }
thead th { font-weight: 600; border-bottom: 1px solid var(--strong-line); vertical-align: bottom; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.missing { font-style: italic; }
.on-paper { display: none; }
.measures { width: 100%; min-width: 60rem; }
.measures tbody th { font-weight: 600; min-width: 11rem; }
.measures td.missing { min-width: 10rem; }
.evidence { padding-left: 1.1rem; }
.evidence li { margin-bottom: 0.75rem; }
.evidence p { margin: 0 0 0.25rem; }
.facts { font-size: 0.9375rem; }
.facts > div { display: grid; grid-template-columns: minmax(5rem, 7.5rem) 1fr; gap: 0 1rem; padding: 0.1875rem 0; }
.facts dt { color: var(--muted); }
.facts dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
@media screen and (max-width: 40rem) {
  body { padding: 1.5rem 1rem 3rem; }
  h2 { margin-top: 3rem; }
  .for-wide { display: none; }
  .for-narrow { display: block; }
  nav ul { margin: 0.5rem -1rem 0; padding: 0 1rem; flex-wrap: nowrap; overflow-x: auto; white-space: nowrap; }
  header + main > section:first-child h2 { margin-top: 1.25rem; }
  .verdicts > li { grid-template-columns: 1fr auto; gap: 0 1rem; padding: 0.375rem 0; }
  .verdicts .headline { font-size: 1.0625rem; }
  .verdicts .headline { grid-column: 1 / -1; grid-row: 2; }
  .verdicts.detailed > li { grid-template-columns: 1fr; }
  .reading { margin-inline: -1rem; padding: 1rem; }
  .facts > div { grid-template-columns: 1fr; padding: 0.3125rem 0; }
}
@media (forced-colors: active) { .failed, .passed, .level { color: CanvasText; } }
@media print {
  @page { margin: 16mm 14mm; }
  html { font-size: 10pt; }
  body { padding: 0; max-width: none; }
  .skip, nav { display: none; }
  a { color: inherit; text-decoration: none; }
  h2, h3, h4, summary { break-after: avoid; }
  figure, .lead-numbers > div, tr, .facts > div { break-inside: avoid; }
  figure:has(details) { break-inside: auto; }
  .drawing, .reading { break-inside: avoid; }
  .figures { gap: 1.5rem 2rem; }
  .scroll, details .scroll { overflow: visible; max-height: none; }
  .measures { min-width: 0; font-size: 8pt; }
  th, td { padding-right: 0.75rem; }
  .drawing svg, .legend svg, .pixels { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  details::details-content { content-visibility: visible; block-size: auto; }
  figure > details :is(th, td) { padding-block: 0.0625rem; }
  figure > details tbody tr:nth-child(n + ${rowsOnPaper + 1}) { display: none; }
  figure > details .on-paper { display: block; }
  .picture-holder { width: 0; height: 0; }
}
`;
