// A module of its own, imported when the first figure is drawn: what draws is heavy.
export { drawFigure, figureTable } from "@ganlens/report";
