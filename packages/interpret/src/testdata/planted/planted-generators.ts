/** The one place for generators whose truth is known, for tests and experiments: procedural, fast, and the same for a seed. */
export { checkpointSeries } from "./checkpoint-series.ts";
export { faultyGenerator } from "./faulty-generator.ts";
export { faultySamples, type PlantedFault } from "./faulty-samples.ts";
export { halved } from "./halved.ts";
export { linearGenerator } from "./linear-generator.ts";
export {
  type PlantedGenerator,
  type RenderedGeneratorOptions,
  renderedGenerator,
  withoutClasses,
} from "./rendered-generator.ts";
