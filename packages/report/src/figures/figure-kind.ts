/** Rows of text and numbers: what stands behind a figure. */
export interface DataTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** The picture of an image grid, ready to be shown. */
export interface FigureImage {
  /** A `data:` or `blob:` URL, or `#id` of an `<image>` that the page already holds. */
  readonly href: string;
  /** Size of the whole picture in its own pixels. */
  readonly width: number;
  readonly height: number;
}

/** What a figure is drawn with. */
export interface DrawContext {
  readonly document: Document;
  /** Width of the drawing in CSS pixels. */
  readonly width: number;
  /** Unique in the page: all ids inside the drawing begin with it. */
  readonly id: string;
  /** For image grids; without it only the labels can be drawn. */
  readonly image?: FigureImage;
}

/** One kind of figure: how it is drawn, what its numbers are, and one sentence for those who cannot see it. */
export interface FigureKind<F> {
  /** The drawing itself: an `<svg>`, with a legend where there is one, or a `<table>`. */
  draw(figure: F, context: DrawContext): readonly Element[];
  table(figure: F): DataTable;
  describe(figure: F): string;
  /** True where the drawing needs more than a column of so many CSS pixels; never where it is left out. */
  isWide?(figure: F, columnWidth: number): boolean;
}
