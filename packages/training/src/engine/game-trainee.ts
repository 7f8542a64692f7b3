import {
  type CheckpointContents,
  CheckpointCorruptError,
  type Latents,
  type NdArray,
  Random,
  sampleLatents,
} from "@ganlens/core";
import type { Dataset } from "@ganlens/datasets";
import {
  buildModel,
  disposeModel,
  namedWeights,
  parameterCount,
  readWeights,
  saveModel,
  writeWeights,
} from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";
import { updateAverage } from "../averaging/exponential-moving-average.ts";
import { assertFiniteWeights } from "../checkpoints/training-state.ts";
import type { StepReport, Trainee } from "../loop/trainee.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";
import { openOptimizer } from "../optimizers/optimizers.ts";
import { rateScale } from "../optimizers/rate-schedule.ts";
import { clipParameters } from "./clip-parameters.ts";
import { encodeEngineState, readEngineState } from "./engine-state.ts";
import type { Game, PlayerSpec, Showing } from "./game.ts";
import { gradientNormsOf } from "./gradient-norms.ts";
import { kindsOfFindings, type ShardFindings, scalarValues, weightOf } from "./named-tensors.ts";
import { buildPlayers, disposePlayers, type PlayingNetwork } from "./players.ts";
import type { RoundInput } from "./round-input.ts";
import { writeBuffers } from "./shard-gradients.ts";
import type { GameOrigin, ShardRunner, Table } from "./shard-runner.ts";
import { noState, type StateBag } from "./state-bag.ts";

export interface GameTraineeOptions {
  readonly game: Game;
  readonly seed: number;
  readonly batchSize: number;
  /** Batches whose gradients are averaged before a round moves the players. */
  readonly accumulate: number;
  /** Parts of a batch whose gradients are averaged; they fix the bytes, and may be computed side by side. */
  readonly shards: number;
  readonly totalSteps: number;
  /** By the names that the game gives them. */
  readonly datasets: Readonly<Record<string, Dataset>>;
  readonly runner: ShardRunner;
  /** From what a worker can build the same game, where its trainer is registered. */
  readonly origin?: GameOrigin;
}

/** A player between steps. */
interface Seat {
  readonly spec: PlayerSpec;
  readonly network: PlayingNetwork;
  readonly optimizer: Optimizer;
  readonly average: tf.LayersModel | undefined;
}

/**
 * Any game, trained step by step: it draws what a step needs, has the gradients computed, moves the players, and remembers.
 *
 * Every draw comes from a split of the seed that is named by step, round and shard, so that the number of steps and the data's
 * cursors are all there is to save of chance.
 */
export class GameTrainee implements Trainee {
  readonly parameters: Readonly<Record<string, number>>;
  /** Real images seen in a step. */
  readonly batchSize: number;
  /** Present where the game has something to show. */
  readonly sample?: () => Promise<NdArray>;
  /** Present where the game makes samples to be measured. */
  readonly generate?: NonNullable<Trainee["generate"]>;
  readonly #options: GameTraineeOptions;
  readonly #seats: ReadonlyMap<string, Seat>;
  readonly #table: Table;
  readonly #latents: Random;
  readonly #samples: Random;
  #state: StateBag;
  #steps = 0;

  /** Builds all networks and moves them to where training begins. */
  static async open(options: GameTraineeOptions): Promise<GameTrainee> {
    const trainee = new GameTrainee(options);
    try {
      await options.game.initialise?.({ network: (player) => trainee.#seat(player).network.model });
      for (const { network, average } of trainee.#seats.values()) {
        if (average !== undefined) writeWeights(average, await readWeights(network.model));
      }
      return trainee;
    } catch (error) {
      trainee.dispose({ keepModels: false });
      throw error;
    }
  }

  private constructor(options: GameTraineeOptions) {
    const { game, seed, batchSize, accumulate, origin } = options;
    const random = Random.fromSeed(seed);
    const weights = random.split("weights");
    const players = buildPlayers(game.players, weights);
    this.#options = options;
    this.#seats = new Map(
      game.players.map((spec) => [
        spec.name,
        {
          spec,
          network: players.get(spec.name) as PlayingNetwork,
          optimizer: openOptimizer(spec.optimizer),
          average:
            spec.averageDecay === undefined
              ? undefined
              : buildModel({ spec: spec.model, name: spec.name, random: weights }),
        },
      ]),
    );
    this.#table = {
      players,
      objective: game.objective,
      random: random.split("steps"),
      ...(origin === undefined ? {} : { origin }),
    };
    this.#latents = random.split("latents");
    this.#samples = random.split("samples");
    this.#state = game.state ?? noState;
    const { sample, generate } = game;
    if (sample !== undefined) this.sample = () => sample(this.#showing(), this.#samples);
    if (generate !== undefined) this.generate = (options) => generate(this.#showing(), options);
    this.batchSize = batchSize * accumulate * (game.rounds ?? 1);
    this.parameters = Object.fromEntries(
      [...players.values()].map(({ name, model }) => [name, parameterCount(model)]),
    );
  }

  /** The network of a player, as it is trained. */
  model(player: string): tf.LayersModel {
    return this.#seat(player).network.model;
  }

  async step({ gradientNorms }: { readonly gradientNorms: boolean }): Promise<StepReport> {
    const { game, accumulate, shards, runner } = this.#options;
    const losses: Record<string, number> = {};
    const parts: Record<string, number> = {};
    const statistics: Record<string, Float32Array> = {};
    const norms: Record<string, number> = {};
    const moved = new Set<string>();
    for (let round = 0; round < (game.rounds ?? 1); round++) {
      const found = await runner.run(this.#table, await this.#draw(round), shards * accumulate);
      for (const player of this.#move(found)) moved.add(player);
      Object.assign(losses, await scalarValues(found.losses));
      Object.assign(parts, await scalarValues(found.parts));
      Object.assign(statistics, await values(found.statistics));
      if (gradientNorms) Object.assign(norms, await gradientNormsOf(this.#table.players, found.gradients));
      for (const kind of kindsOfFindings) tf.dispose(found[kind]);
    }
    const idle = [...this.#seats.keys()].find((player) => !moved.has(player));
    if (idle !== undefined) {
      throw new TypeError(`No update of this game moves the player "${idle}"; every player must be in one.`);
    }
    this.#steps += 1;
    this.#follow();
    const { advance } = game.objective;
    if (advance !== undefined) {
      this.#state = advance(this.#state, { step: this.#steps, losses, parts, statistics });
    }
    return { losses, parts, statistics, gradientNorms: norms };
  }

  async save({ resumable }: { readonly resumable: boolean }): Promise<CheckpointContents> {
    const files = new Map<string, Uint8Array>();
    for (const { spec, network, average } of this.#seats.values()) {
      if (spec.saved === "resumable" && !resumable) continue;
      const shown = average ?? network.model;
      assertFiniteWeights(await readWeights(shown));
      for (const [file, bytes] of Object.entries(await saveModel(shown))) {
        files.set(`${spec.name}/${file}`, bytes);
      }
    }
    if (!resumable) return { files, resumable };
    const players = await Promise.all(
      [...this.#seats.values()].map(async ({ spec, network, optimizer, average }) => ({
        name: spec.name,
        weights: await readWeights(network.model),
        optimizer: await optimizer.save(),
        ...(average === undefined ? {} : { average: await readWeights(average) }),
      })),
    );
    const { datasets } = this.#options;
    const cursors = Object.fromEntries(Object.entries(datasets).map(([name, { cursor }]) => [name, cursor]));
    const state = encodeEngineState({ steps: this.#steps, players, cursors, state: this.#state });
    for (const [path, bytes] of state) files.set(path, bytes);
    return { files, resumable };
  }

  async restore(read: (path: string) => Promise<Uint8Array>): Promise<void> {
    const { datasets, game } = this.#options;
    const saved = await readEngineState(read, {
      players: game.players,
      data: Object.keys(datasets),
      state: game.state ?? noState,
    });
    for (const { name, weights, average, optimizer } of saved.players) {
      const seat = this.#seat(name);
      for (const stored of average === undefined ? [weights] : [weights, average]) {
        assertAllWeights(name, stored, namedWeights(seat.network.model));
      }
      writeWeights(seat.network.model, weights);
      if (seat.average !== undefined) writeWeights(seat.average, average ?? weights);
      seat.optimizer.restore(optimizer.step, optimizer.arrays, seat.network.parameters);
    }
    for (const [name, cursor] of Object.entries(saved.cursors)) datasets[name]?.restore(cursor);
    this.#steps = saved.steps;
    this.#state = saved.state;
  }

  /** Frees the networks and averages of one that ended well. */
  release(): void {
    for (const { average } of this.#seats.values()) if (average !== undefined) disposeModel(average);
    disposePlayers(this.#table.players);
  }

  dispose({ keepModels }: { readonly keepModels: boolean }): void {
    for (const { optimizer } of this.#seats.values()) optimizer.dispose();
    if (!keepModels) this.release();
  }

  #seat(player: string): Seat {
    const seat = this.#seats.get(player);
    if (seat !== undefined) return seat;
    throw new TypeError(`There is no player "${player}"; there are ${[...this.#seats.keys()].join(", ")}.`);
  }

  #showing(): Showing {
    return {
      network: (player) => {
        const { average, network } = this.#seat(player);
        return average ?? network.model;
      },
    };
  }

  async #draw(round: number): Promise<RoundInput> {
    const { game, datasets, batchSize, accumulate } = this.#options;
    const count = batchSize * accumulate;
    const batches = Object.entries(datasets).map(async ([name, dataset]) => [
      name,
      await dataset.next(count),
    ]);
    return {
      step: this.#steps,
      round,
      shard: 0,
      batches: Object.fromEntries(await Promise.all(batches)),
      ...(game.latent === undefined ? {} : { latents: this.#drawLatents(game.latent, count, round) }),
      coefficients: game.coefficients?.(this.#steps) ?? {},
      state: this.#state,
    };
  }

  #drawLatents(latent: NonNullable<Game["latent"]>, count: number, round: number): Latents {
    const random = this.#latents.split(`step-${this.#steps}`);
    return sampleLatents(latent, count, round === 0 ? random : random.split(`round-${round}`));
  }

  /** Every player that has a gradient one step against it, and running statistics to the mean over shards; who moved. */
  #move({ gradients, buffers }: ShardFindings): readonly string[] {
    const { game, totalSteps } = this.#options;
    const moved: string[] = [];
    const scale = rateScale(game.rateSchedule, this.#steps, totalSteps);
    tf.tidy(() => {
      for (const { spec, network, optimizer } of this.#seats.values()) {
        const own = new Map<string, tf.Tensor>();
        for (const weight of network.parameters.keys()) {
          const gradient = gradients[weightOf(network.name, weight)];
          if (gradient !== undefined) own.set(weight, gradient);
        }
        if (own.size === 0) continue;
        optimizer.apply(network.parameters, own, scale);
        if (spec.clip !== undefined) clipParameters(network.parameters, spec.clip);
        moved.push(network.name);
      }
      writeBuffers(this.#table.players, buffers);
    });
    return moved;
  }

  #follow(): void {
    for (const { spec, network, average } of this.#seats.values()) {
      if (average === undefined || spec.averageDecay === undefined) continue;
      updateAverage(namedWeights(average), namedWeights(network.model), {
        decay: spec.averageDecay,
        step: this.#steps,
      });
    }
  }
}

/** @throws {CheckpointCorruptError} when weights are missing: they would keep what they began with */
function assertAllWeights(
  player: string,
  stored: ReadonlyMap<string, NdArray>,
  weights: ReadonlyMap<string, tf.Variable>,
): void {
  const missing = [...weights.keys()].find((name) => !stored.has(name));
  if (missing === undefined) return;
  throw new CheckpointCorruptError({
    message: `Expected all weights of the ${player} in state.npz; ${missing} is missing.`,
    hint: "Take an earlier checkpoint of this run, and leave the configuration in run.json as it was.",
  });
}

async function values(tensors: Readonly<Record<string, tf.Tensor>>): Promise<Record<string, Float32Array>> {
  return Object.fromEntries(
    await Promise.all(
      Object.entries(tensors).map(async ([name, tensor]) => [name, (await tensor.data()) as Float32Array]),
    ),
  );
}
