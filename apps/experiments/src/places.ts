import { fileURLToPath } from "node:url";
import type { TablePlaces } from "./tables/table-files.ts";

const inInterpret = (path: string): string =>
  fileURLToPath(new URL(`../../../packages/interpret/${path}`, import.meta.url));

/** Where the committed tables stand. */
export const tablePlaces: TablePlaces = {
  readme: inInterpret("README.md"),
  module: inInterpret("src/calibration/calibration-rows.generated.ts"),
};

/** The folder of committed rows. */
export const rowsFolder: string = fileURLToPath(new URL("../rows", import.meta.url));
