import { fileURLToPath } from "node:url";
import type { TablePlaces } from "./tables/table-files.ts";

const inPackage = (path: string): string =>
  fileURLToPath(new URL(`../../../packages/${path}`, import.meta.url));

/** Where the committed tables stand. */
export const tablePlaces: TablePlaces = {
  readmes: { interpret: inPackage("interpret/README.md"), training: inPackage("training/README.md") },
  module: inPackage("interpret/src/calibration/calibration-rows.generated.ts"),
};

/** The folder of committed rows. */
export const rowsFolder: string = fileURLToPath(new URL("../rows", import.meta.url));
