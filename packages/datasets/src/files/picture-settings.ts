import { ConfigInvalidError } from "@ganlens/core";
import type { ImageFolderSpec } from "../dataset-spec.ts";
import type { FileSettings } from "./read-file-options.ts";

const [smallest, largest] = [4, 1024];

/** What is said of pictures, with sides that a picture may be brought to. @throws {ConfigInvalidError} for others */
export function pictureSettings({
  size,
  channels,
  fit,
}: FileSettings): Pick<ImageFolderSpec, "size" | "channels" | "fit"> {
  if (size?.some((side) => side < smallest || side > largest)) {
    throw new ConfigInvalidError({
      message: `Expected sides of ${smallest} to ${largest} for pictures, received ${size.join(" × ")}.`,
    });
  }
  return {
    ...(size === undefined ? {} : { size }),
    ...(channels === undefined ? {} : { channels }),
    ...(fit === undefined ? {} : { fit }),
  };
}
