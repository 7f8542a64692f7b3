/** What the images of a file are: samples of a generator, or real images that are learned from and compared with. */
export type SampleMeaning = "samples" | "data";

/** What messages say of the images of a file, and how a person says what the file does not tell. */
export interface FileWords {
  readonly few: string;
  /** Said when no image is finite. */
  readonly noneFinite: string;
  readonly noneFiniteHint: string;
  /** What images that are not finite tell. */
  readonly someNotFinite: string;
  readonly range: (example: readonly [low: number, high: number]) => string;
  readonly layout: string;
  /** For rows that are no squares; the side, where they could be squares in colours. */
  readonly rows: (side?: number) => string;
  readonly images: string;
}

const asImages = "Save them as [n, height, width, channels]";
const setting = (values: string): string => `in training, --set ${values} says it, too.`;

export const fileWords: Readonly<Record<SampleMeaning, FileWords>> = {
  samples: {
    few: "So few say nothing of a generator: save some thousands.",
    noneFinite: "the generator that made them has gone wrong",
    noneFiniteHint: "Look for NaN in the generator's weights.",
    someNotFinite: ": the generator that made them gives NaN or infinities",
    range: (example) => `Say which values mean black and white, for example: --range ${example}`,
    layout: "Say where channels stand: --layout nhwc or --layout nchw.",
    rows: (side) =>
      side === undefined
        ? "Say what the rows are: --size with height x width, and --layout for colours."
        : `Perhaps in colours: --size ${side} and --layout nhwc or --layout nchw.`,
    images: 'Call the array of images "images", or say which it is (option images).',
  },
  data: {
    few: "So few are too few to learn from and to hold some out: save more.",
    noneFinite: "all hold NaN or infinities",
    noneFiniteHint: "Check what wrote the file.",
    someNotFinite: "",
    range: (example) =>
      `Save them as bytes, or as floats of 0 to 1; ${setting(`data.file.range=[${example}]`)}`,
    layout: `${asImages}; ${setting("data.file.layout=nhwc (or nchw)")}`,
    rows: (side) =>
      side === undefined
        ? `${asImages}; ${setting("data.file.size=[HEIGHT,WIDTH] (and data.file.layout=nhwc or nchw for colours)")}`
        : `${asImages}; ${setting(`data.file.size=[${side},${side}] data.file.layout=nhwc (or nchw)`)}`,
    images: `Call the array of images "images"; ${setting("data.file.images=NAME")}`,
  },
};
