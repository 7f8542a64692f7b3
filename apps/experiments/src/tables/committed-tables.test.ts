import { FolderRunStore } from "@ganlens/core/node";
import { expect, it } from "vitest";
import { rowsFolder, tablePlaces } from "../places.ts";
import { experiments } from "../registry.ts";
import { staleTableFiles } from "./table-files.ts";

it("interpret's README and calibration rows are what the committed rows give (`pnpm experiment tables --write`)", async () => {
  const stale = await staleTableFiles(experiments, new FolderRunStore(rowsFolder), tablePlaces);
  expect(stale.map(({ path }) => path)).toEqual([]);
});
