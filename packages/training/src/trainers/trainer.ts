import type { DatasetInfo, SubjectRecord } from "@ganlens/core";
import type { Dataset } from "@ganlens/datasets";
import type * as z from "zod";
import type { RunConfig } from "../config/run-config.ts";
import type { Game } from "../engine/game.ts";

/** One kind of training run: its settings, how they follow the data, and the game that is played. */
export interface Trainer<C extends RunConfig = RunConfig, P = unknown> {
  /** What `trainer` says in a configuration. */
  readonly id: C["trainer"];
  /** One sentence for lists and help. */
  readonly description: string;
  /** The schema of its configuration, with defaults; it refuses keys that it does not know. */
  readonly schema: z.ZodType<C>;
  /** The configuration with its models fitted to the data. @throws {ConfigInvalidError} when they cannot be */
  fit(config: C, info: DatasetInfo): C;
  /** What lenses look at in a run of this configuration. */
  subject(config: C, info: DatasetInfo): SubjectRecord;
  /** Refuses what can be known only of other data than the run's own, before anything is written. @throws {ConfigInvalidError} */
  check?(config: C, info: DatasetInfo): Promise<void>;
  /** What the game needs to know of the data themselves; a message can carry it. */
  prepare?(config: C, dataset: Dataset): Promise<P>;
  /** The game; the same arguments give the same one, here and in a worker. */
  game(config: C, info: DatasetInfo, prepared: P): Game;
}
