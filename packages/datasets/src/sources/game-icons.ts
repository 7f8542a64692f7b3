import { embeddedImages } from "../embedded/embedded-images.ts";
import type { DatasetSource } from "../samples/dataset-samples.ts";
import { trainAndHeldOut } from "../samples/split-by-hash.ts";

/** Silhouettes of many kinds, without classes. */
export const gameIcons: DatasetSource = {
  name: "game-icons",
  description: "4,134 silhouettes of things, white on black, 28 × 28, of game-icons.net.",
  licence:
    "CC BY 3.0, Lorc, Delapouite and other contributors to game-icons.net (see LICENCE in data/game-icons)",
  load: () =>
    embeddedImages({
      name: "game-icons",
      images: import("../embedded/game-icons-images.generated.ts"),
      maximum: 255,
      parts: trainAndHeldOut,
      licence: gameIcons.licence as string,
    }),
};
