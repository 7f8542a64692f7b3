import { CheckpointCorruptError, ConfigInvalidError, sha256Hex } from "@ganlens/core";
import type { NetworkFacts, Tasks } from "../engine/messages.ts";
import { type OpenedAutoencoder, openAutoencoder } from "./open-autoencoder.ts";
import { type OpenedGenerator, openGenerator } from "./open-generator.ts";

/** What to call the files of a network and the list of their hashes, and what to do where the two differ. */
const checkpointWords = {
  record: "The checkpoint's manifest",
  things: "The checkpoint's files",
  list: "manifest",
  hint: "Look at another step, or make the checkpoint again.",
} as const;
const autoencoderWords = {
  record: "The autoencoder's made-from.json",
  things: "The autoencoder's files",
  list: "made-from.json",
  hint: "Delete its folder under models: the lens trains it again when it is asked.",
} as const;

/** The networks that the page has asked for, by the names it gave them. */
export class Networks {
  readonly #loaded = new Map<string, OpenedGenerator | OpenedAutoencoder>();

  /** @throws {CheckpointCorruptError} when the files are not what the run says, or no model */
  async load({ key, files, expected = {}, source }: Tasks["load"]["question"]): Promise<NetworkFacts> {
    this.forget(key);
    const { record, things, list, hint } = source === undefined ? autoencoderWords : checkpointWords;
    for (const [path, sha256] of Object.entries(expected)) {
      const bytes = Object.hasOwn(files, path) ? files[path] : undefined;
      if (bytes !== undefined && sha256Hex(bytes) === sha256) continue;
      throw new CheckpointCorruptError({
        message:
          bytes === undefined
            ? `${record} names ${path}, which is not there.`
            : `${things} are not those that its ${list} names: their SHA-256 differs.`,
        hint,
      });
    }
    const opened = source === undefined ? await openAutoencoder(files) : await openGenerator(files, source);
    this.#loaded.set(key, opened);
    return opened.facts;
  }

  /** @throws {ConfigInvalidError} when there is no generator of that name */
  generator(key: string): OpenedGenerator {
    const network = this.#loaded.get(key);
    if (network !== undefined && network.role === "generator") return network;
    throw new ConfigInvalidError({ message: `The generator ${key} was not loaded.` });
  }

  /** @throws {ConfigInvalidError} when there is no autoencoder of that name */
  autoencoder(key: string): OpenedAutoencoder {
    const network = this.#loaded.get(key);
    if (network !== undefined && network.role === "autoencoder") return network;
    throw new ConfigInvalidError({ message: `The autoencoder ${key} was not loaded.` });
  }

  forget(key: string): void {
    this.#loaded.get(key)?.dispose();
    this.#loaded.delete(key);
  }
}
