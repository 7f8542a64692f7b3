import { imageGrid } from "@ganlens/core";
import { contactSheet, type Dataset, type DatasetDescription, enlarged } from "@ganlens/datasets";

/** A picture and the name of its file. */
export interface DataPicture {
  readonly name: string;
  readonly png: Uint8Array;
}

/** The contact sheet of a split and the mean image of all; none for data that are no images. */
export async function dataPictures(
  dataset: Dataset,
  { meanSample }: DatasetDescription,
): Promise<readonly DataPicture[]> {
  const { info } = dataset;
  if (info.shape.length !== 3) return [];
  // A folder of the user's own can be called anything.
  const stem = info.name.replaceAll(/[^\p{L}\p{N}._-]+/gu, "-").replace(/^\.+/, "") || "data";
  const mean = enlarged({ data: meanSample.data, shape: [1, ...info.shape] });
  const sheet = await contactSheet(dataset);
  return [
    { name: `${stem}-contact-sheet.png`, png: sheet.png },
    { name: `${stem}-mean.png`, png: imageGrid(mean, 1).png },
  ];
}
