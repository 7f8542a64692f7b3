import { link, open, readFile, rename, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { RunBusyError } from "../errors/run-busy-error.ts";
import { sha256Hex } from "../hash/sha256.ts";
import { runLayout } from "../run/run-layout.ts";
import { type RunWriter, runWriterSchema } from "../run/run-writer.ts";
import { parseJson } from "../store/parse-json.ts";
import { folderError } from "./folder-error.ts";
import { temporaryName } from "./temporary-name.ts";
import { thisWriter, writerState } from "./writer-process.ts";

/** The right to train a run, held by one process at a time. */
export interface RunLock {
  /** Whose place was taken: of a process that is gone, or of one that cannot be seen from here; null where nobody held it. */
  readonly taken: { readonly writer: RunWriter | null; readonly state: "gone" | "not known" } | null;
  /** Gives it up, where it is still held. */
  release(): Promise<void>;
}

/**
 * Takes the right to train the run in a folder: `writer.json` is made at once, with what names this process in it, or not at all.
 *
 * The place of a process that is gone is taken over, and of several that try, one succeeds.
 *
 * @throws {RunBusyError} when another process, or this one, holds it
 * @throws {RunUnsupportedError} when the folder cannot be written to
 */
export async function lockRun(folder: string): Promise<RunLock> {
  const place = resolve(folder);
  const own = `${JSON.stringify(await thisWriter(), null, 2)}\n`;
  try {
    const taken = await acquire(place, runLayout.writer, own);
    let isHeld = true;
    const give = async () => {
      if (isHeld) await release(join(place, runLayout.writer), own);
      isHeld = false;
    };
    return { taken, release: give };
  } catch (error) {
    if (error instanceof RunBusyError) throw error;
    throw folderError(error, "write", runLayout.writer, place);
  }
}

async function acquire(folder: string, name: string, own: string): Promise<RunLock["taken"]> {
  const path = join(folder, name);
  for (;;) {
    if (await create(folder, path, own)) return null;
    const held = await textOf(path);
    if (held === undefined) continue;
    const writer = writerOf(held);
    const state = await writerState(writer);
    if (state === "alive") throw busy(folder, writer);
    // Named after what is replaced: only who holds it may replace that, so what another has put there stays.
    const hash = sha256Hex(new TextEncoder().encode(`${name}\n${held}`)).slice(0, 16);
    const guard = `.ganlens-${writer?.pid ?? 0}-lock${hash}.tmp`;
    await acquire(folder, guard, own);
    try {
      if ((await textOf(path)) !== held) continue;
      const temporary = await written(folder, own);
      await rename(temporary, path);
      return { writer, state };
    } finally {
      await release(join(folder, guard), own);
    }
  }
}

/** False when there is one already. */
async function create(folder: string, path: string, own: string): Promise<boolean> {
  const temporary = await written(folder, own);
  try {
    await link(temporary, path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return false;
    if (code === undefined || !withoutLinks.has(code)) throw error;
    return await createByOpening(path, own);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** How file systems say that they know no second name of a file. */
const withoutLinks: ReadonlySet<string> = new Set(["EPERM", "ENOSYS", "ENOTSUP", "EOPNOTSUPP", "EMLINK"]);

async function createByOpening(path: string, own: string): Promise<boolean> {
  try {
    const file = await open(path, "wx");
    try {
      await file.writeFile(own);
    } finally {
      await file.close();
    }
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

async function written(folder: string, text: string): Promise<string> {
  for (let i = 0; ; i++) {
    const temporary = join(folder, temporaryName(`lock${i}`));
    try {
      const file = await open(temporary, "wx");
      try {
        await file.writeFile(text);
        await file.sync();
      } finally {
        await file.close();
      }
      return temporary;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

async function textOf(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
}

function writerOf(text: string): RunWriter | null {
  try {
    return parseJson(
      new TextEncoder().encode(text),
      runLayout.writer,
      runWriterSchema,
      "the writer of a run",
    );
  } catch {
    return null;
  }
}

async function release(path: string, own: string): Promise<void> {
  const held = await textOf(path).catch(() => undefined);
  // What cannot be removed names a process that will be gone: nobody waits for it.
  if (held === own) await rm(path, { force: true }).catch(() => undefined);
}

function busy(folder: string, writer: RunWriter | null): RunBusyError {
  const process = writer === null ? "a process" : `process ${writer.pid}`;
  // Where the system does not tell when a process began, its number may be another one's by now.
  const otherwise =
    writer?.began === null ? ` If that process is something else, remove ${runLayout.writer}.` : "";
  return new RunBusyError({
    message: `Expected a run that nobody trains, but ${process} on this machine is training ${folder}.`,
    hint: `Wait until it has finished, or stop it there with Ctrl-C first.${otherwise}`,
  });
}
