import { type ImageGridFigure, imageGrid, type LensContext, type NdArray, ShapeError } from "@ganlens/core";

/**
 * Writes images as one PNG beside the lens's result, and gives the figure that shows it.
 *
 * @param images [n, height, width, channels] in [0, 1], one for each tile
 */
export async function imageGridFigure(
  context: LensContext,
  images: NdArray,
  figure: Omit<ImageGridFigure, "kind" | "image" | "tileSize">,
): Promise<ImageGridFigure> {
  if (images.shape[0] !== figure.tiles.length) {
    throw new ShapeError({
      message: `Expected one tile for each of ${images.shape[0]} images, received ${figure.tiles.length}.`,
    });
  }
  const { png, tileSize } = imageGrid(images, figure.columns);
  const image = `${figure.id}.png`;
  await context.writeFile(image, png);
  return { kind: "image-grid", image, tileSize, ...figure };
}
