import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { CancelledError, DatasetInvalidError, type WorkerExit } from "@ganlens/core";
import { spawnWorker, type ThreadHandle } from "@ganlens/core/node";
import type { DecoderName, PictureReply, PictureRequest } from "./picture-messages.ts";
import type { PictureTasks, ReadTask, SurveyTask } from "./picture-tasks.ts";
import type { SurveyedPicture } from "./read-pictures.ts";

interface Waiting {
  readonly resolve: (output: never) => void;
  readonly reject: (error: Error) => void;
}

type Handle = ThreadHandle<PictureRequest, PictureReply>;

/**
 * {@link PictureTasks} in a worker thread, which begins with the first task.
 *
 * It keeps the process alive only while it works. Should it come to its end, what it was asked for fails, and the next task begins
 * another one.
 */
export class PictureThread implements PictureTasks {
  readonly #decoder: DecoderName;
  readonly #spawn: (url: URL) => Handle;
  readonly #waiting = new Map<number, Waiting>();
  #handle: Handle | undefined;
  #id = 0;

  /** @param spawn how the thread is started; {@link spawnWorker} unless told */
  constructor(decoder: DecoderName, spawn: (url: URL) => Handle = spawnWorker) {
    this.#decoder = decoder;
    this.#spawn = spawn;
  }

  survey(input: SurveyTask): Promise<readonly SurveyedPicture[]> {
    return this.#ask({ task: "survey", input });
  }

  read(input: ReadTask): Promise<Float32Array<ArrayBuffer>> {
    return this.#ask({ task: "read", input });
  }

  /** Ends the thread; what it was asked for fails. */
  async close(): Promise<void> {
    await this.#handle?.terminate();
  }

  #ask<T>(request: Pick<PictureRequest, "task" | "input">): Promise<T> {
    const handle = this.#started();
    const id = this.#id++;
    return new Promise<T>((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as Waiting["resolve"], reject });
      handle.ref();
      handle.post({ ...request, id, decoder: this.#decoder } as PictureRequest);
    });
  }

  #started(): Handle {
    if (this.#handle !== undefined) return this.#handle;
    const handle = this.#spawn(workerUrl());
    handle.onMessage((reply) => this.#answer(reply, handle));
    const ids = this.#waiting;
    void handle.exited.then((exit) => {
      this.#handle = undefined;
      for (const { reject } of ids.values()) reject(lostThread(exit));
      ids.clear();
    });
    this.#handle = handle;
    return handle;
  }

  #answer(reply: PictureReply, handle: Handle): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (this.#waiting.size === 0) handle.unref();
    if ("error" in reply) waiting?.reject(new DatasetInvalidError(reply.error));
    else waiting?.resolve(reply.output as never);
  }
}

function lostThread({ reason, error }: WorkerExit): Error {
  if (reason === "terminated")
    return new CancelledError({ message: "The thread that decodes pictures was ended." });
  return new DatasetInvalidError({
    message: `Expected the thread that decodes pictures to answer, but it came to its end${error === undefined ? "" : `: ${error.message.replace(/\.$/, "")}`}.`,
    hint: "It may have run out of memory; a run that was trained on its pictures can be resumed.",
    cause: error,
  });
}

/** The worker's module: beside this file in the sources; in the package this code may lie in a file of another name. */
function workerUrl(): URL {
  if (import.meta.url.endsWith(".ts")) return new URL("./picture-worker.ts", import.meta.url);
  const manifest = createRequire(import.meta.url).resolve("@ganlens/datasets/package.json");
  return new URL("./dist/node/picture-worker.js", pathToFileURL(manifest));
}
