import { writeFile } from "node:fs/promises";
import { FolderRunStore } from "@ganlens/core/node";
import { readReportInput, renderReport } from "@ganlens/report";

const input = await readReportInput(new FolderRunStore("runs/demo"));
await writeFile("report.html", await renderReport({ ...input, trainingImages: false }));
