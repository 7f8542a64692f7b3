export { isCifarFolder } from "./cifar-folder.ts";
export { type IdxFilesOptions, idxFiles } from "./idx-files.ts";
export { type ImageFileOptions, imageFile } from "./image-file.ts";
export { type ImageFolderOptions, imageFolder } from "./image-folder.ts";
export { type OpenFilesOptions, openDataset } from "./open-dataset.ts";
export { openImageFolder } from "./open-image-folder.ts";
export { openPictureDecoder } from "./open-picture-decoder.ts";
export { type OpenSampleFilesOptions, openLatentFile, openSampleFiles } from "./open-sample-files.ts";
