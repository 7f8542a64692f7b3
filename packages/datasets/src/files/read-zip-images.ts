import { type ByteFile, DatasetInvalidError, type ZipFile, type ZipMember } from "@ganlens/core";
import type { DatasetSamples } from "../samples/dataset-samples.ts";
import { assertSettings } from "./assert-settings.ts";
import { isLitter, isPictureName } from "./picture-names.ts";
import type { ReadFileOptions } from "./read-file-options.ts";
import { type NamedPicture, readNamedPictures } from "./read-named-pictures.ts";

const mostMembers = 250_000;
const largestPicture = 64 * 2 ** 20;

/**
 * The pictures of a zip archive, as if it were unpacked: folders in it are classes and splits.
 *
 * Each is inflated on its own, and no further than the directory says; one that announces more than 64 MiB is not inflated at
 * all. Links, encrypted files and archives inside are passed over and counted in `notes`.
 *
 * @throws {DatasetInvalidError} as {@link readNamedPictures}, and when there are more than 250,000 files
 */
export function readZipImages(
  file: ByteFile,
  zip: ZipFile,
  options: ReadFileOptions,
): Promise<DatasetSamples> {
  assertSettings(options.settings, { known: ["size", "channels", "fit"], what: "a zip of images" });
  if (zip.members.length > mostMembers) {
    throw new DatasetInvalidError({
      message: `Expected at most ${mostMembers} files in ${file.name}, found ${zip.members.length}.`,
      hint: "Pack a part of them.",
    });
  }
  const members = zip.members.filter(({ name }) => !isLitter(name));
  const pictures = members.filter(
    (member) => isPictureName(member.name) && reasonAgainst(member) === undefined,
  );
  return readNamedPictures(
    pictures.map(({ name }): NamedPicture => ({ path: name, read: () => zip.read(name) })),
    { source: file.name, notes: notesOf(members) },
    options,
  );
}

/** Why a picture is passed over, by its entry in the directory. */
function reasonAgainst({ link, unreadable, size }: ZipMember): string | undefined {
  if (link) return "are links";
  if (unreadable !== undefined)
    return /encrypted/.test(unreadable) ? "are encrypted" : "are packed in a way that is not read";
  return size > largestPicture ? `announce more than ${largestPicture} bytes` : undefined;
}

function notesOf(members: readonly ZipMember[]): readonly string[] {
  const counts = new Map<string, number>();
  const count = (reason: string) => counts.set(reason, (counts.get(reason) ?? 0) + 1);
  for (const member of members) {
    const reason = reasonAgainst(member);
    if (reason !== undefined) count(reason);
    else if (/\.(zip|tar|gz|tgz|7z|rar)$/i.test(member.name)) count("are archives themselves");
    else if (!isPictureName(member.name)) count("are no pictures");
  }
  return [...counts].map(([reason, n]) => `${n} files in the archive ${reason} and were passed over.`);
}
