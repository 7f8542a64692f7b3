import { decodePng, lensFolder, runLayout } from "@ganlens/core";
import { cutOut } from "../../items/cut-out.ts";
import { itemId } from "../../items/item-id.ts";
import { limits } from "../../run/limits.ts";
import type { OpenRun } from "../../run/open-run.ts";
import { imageShape } from "../../run/subject-facts.ts";

/** An image of the data set that a lens has put into one of its figures. */
export interface RealImage {
  readonly id: string;
  readonly label: string;
  readonly image: Float32Array;
}

/** Most of them that are shown. */
const mostShown = 96;

/** The real images that the run folder holds: those in the pictures of its lenses. A picture that cannot be read is left out. */
export async function realImages(run: OpenRun): Promise<readonly RealImage[]> {
  const { files, results } = run;
  const shape = imageShape(run);
  if (shape === null) return [];
  const found: RealImage[] = [];
  for (const result of results) {
    const { figures } = result;
    const lens = lensFolder(result);
    for (const figure of figures) {
      if (figure.kind !== "image-grid" || !figure.tiles.some(({ real }) => real)) continue;
      // A tile that is smaller than the run's images shows something else.
      if (figure.tileSize[0] < shape[0] || figure.tileSize[1] < shape[1]) continue;
      const path = `${runLayout.lens(result)}/${figure.image}`;
      try {
        const bytes = await files.readAtMost(path, limits.pictureBytes);
        const png = decodePng(bytes, { source: path, maxBytes: limits.decodedBytes });
        for (const [index, { label, real }] of figure.tiles.entries()) {
          // Such figures show what an autoencoder makes of a real image beside it; that is not real.
          if (real !== true || /reconstruction/i.test(label)) continue;
          const left = (index % figure.columns) * figure.tileSize[1];
          const top = Math.floor(index / figure.columns) * figure.tileSize[0];
          const image = cutOut(png, { left, top }, shape);
          found.push({ id: itemId({ kind: "real", lens, figure: figure.id, index }), label, image });
        }
      } catch {
        // Said by the figure itself, on the screen of the lens.
      }
    }
  }
  return found.slice(0, mostShown);
}
