import { RunUnsupportedError } from "../errors/run-unsupported-error.ts";

/** What each system error means for a run folder, and what to do about it. */
const meanings: Readonly<Record<string, readonly [meaning: string, hint: string]>> = {
  ENOSPC: ["the disk is full", "Free some space, or choose a folder on another disk, then try again."],
  EDQUOT: [
    "the disk quota is used up",
    "Free some space, or choose a folder on another disk, then try again.",
  ],
  EFBIG: ["the file would be larger than the system allows", "Raise the file size limit (ulimit -f)."],
  EACCES: ["permission is denied", "Change the folder's permissions, or choose another folder."],
  EPERM: ["the system does not permit it", "Change the folder's permissions, or choose another folder."],
  EROFS: ["the disk is read-only", "Choose a folder that can be written to."],
  ENOENT: ["it does not exist", "Check the path; `ganlens list` names the runs there are."],
  ENOTDIR: ["a part of the path is a file, not a folder", "Check the path, or remove the file."],
  EISDIR: ["it is a folder or a device, not a file", "Check the path, or remove it."],
  EEXIST: ["a file of that name is in the way", "Remove the file, or choose another folder."],
  ELOOP: ["it is a symbolic link", "Replace the link by the file itself."],
  EMFILE: ["too many files are open", "Raise the limit of open files (ulimit -n)."],
  ENAMETOOLONG: ["the name is too long", "Choose a shorter name or folder."],
};

/** A system error as one that says what happened to which file, and what to do next. */
export function folderError(
  cause: unknown,
  verb: string,
  path: string,
  location: string,
): RunUnsupportedError {
  const { code, message } = cause as NodeJS.ErrnoException;
  const [meaning, hint] = meanings[code ?? ""] ?? [message, "Check the folder and its disk."];
  return new RunUnsupportedError({
    message: `Cannot ${verb} ${path} in ${location}: ${meaning}.`,
    hint,
    cause,
  });
}
