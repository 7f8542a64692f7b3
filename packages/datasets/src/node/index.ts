export { idxFiles } from "./idx-files.ts";
export { imageFolder } from "./image-folder.ts";
export { openDataset } from "./open-dataset.ts";
export { openImageFolder } from "./open-image-folder.ts";
