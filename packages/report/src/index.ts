export { discriminatorErrors } from "./discriminator-errors.ts";
export { type DrawFigureOptions, drawFigure, figureTable } from "./draw-figure.ts";
export { type Fact, type FactGroup, factGroups } from "./facts/fact-groups.ts";
export { countWords, kindWords, latentWords, shapeWords } from "./facts/run-words.ts";
export { type Setting, settingsOf } from "./facts/settings.ts";
export type { DataTable, FigureImage } from "./figures/figure-kind.ts";
export { paletteProperties } from "./figures/palette.ts";
export { formatNumber, type NumberFormat } from "./format/format-number.ts";
export {
  betterWords,
  expectedWords,
  intervalWords,
  levelWords,
  methodWords,
  nameParts,
  valueWords,
} from "./page/measure-words.ts";
export { readReportInput } from "./read-report-input.ts";
export { type ReportOptions, renderReport } from "./render-report.ts";
export type { LoggedLosses, ReportInput } from "./report-input.ts";
