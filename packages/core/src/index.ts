export { type ByteFile, memoryFile } from "./codecs/byte-file.ts";
export { crc32 } from "./codecs/crc32.ts";
export { crc32c, maskedCrc32c } from "./codecs/crc32c.ts";
export { bytesOf, type DataType, dataTypeOf, type StoredData } from "./codecs/data-type.ts";
export type { DecodeOptions } from "./codecs/decode-options.ts";
export { decodeTfEvents } from "./codecs/decode-tf-events.ts";
export { encodeTfEvent, encodeTfFileVersion } from "./codecs/encode-tf-event.ts";
export { gunzip, isGzip } from "./codecs/gunzip.ts";
export { halfToNumber } from "./codecs/half-float.ts";
export { decodeIdx, encodeIdx } from "./codecs/idx.ts";
export { decodeNpy, encodeNpy, type NpyArray, type NpyInput } from "./codecs/npy.ts";
export { type NpyHeader, parseNpyHeader } from "./codecs/npy-header.ts";
export { decodeNpz, type EncodeNpzOptions, encodeNpz, type Npz } from "./codecs/npz.ts";
export { decodePng, encodePng, type PngImage } from "./codecs/png.ts";
export {
  eachProtobufField,
  type ProtobufField,
  ProtobufWriter,
  protobufFloat,
  protobufInt,
} from "./codecs/protobuf.ts";
export { decodeSafetensors, type Safetensors } from "./codecs/safetensors.ts";
export { type StoredArray, toFloat32 } from "./codecs/stored-array.ts";
export type { TfEvent, TfHistogram, TfImage, TfOther, TfScalar, TfText, TfValue } from "./codecs/tf-event.ts";
export { type DecodeTfRecordsOptions, decodeTfRecords, encodeTfRecord } from "./codecs/tf-record.ts";
export type { UnreadableMember } from "./codecs/unreadable-member.ts";
export { openZip, type ZipArchive } from "./codecs/zip-entries.ts";
export { openZipFile, type ZipFile, type ZipMember } from "./codecs/zip-file.ts";
export {
  type Artifact,
  type AutoencoderArtifact,
  artifactSchema,
  type DirectionsArtifact,
} from "./contracts/artifact.ts";
export { batchNormalizationKernels } from "./contracts/batch-normalization-kernels.ts";
export {
  type CheckpointLink,
  type CheckpointManifest,
  checkpointManifestSchema,
  type LogDigest,
} from "./contracts/checkpoint-manifest.ts";
export {
  type Batch,
  type DatasetInfo,
  datasetInfoSchema,
  type Factor,
  type PictureTransform,
  pictureTransformSchema,
} from "./contracts/dataset.ts";
export { type Effort, efforts } from "./contracts/effort.ts";
export {
  type BestStep,
  bestStepSchema,
  type EvaluatedMeasure,
  type Evaluation,
  evaluationSchema,
} from "./contracts/evaluation.ts";
export { type Evidence, evidenceSchema } from "./contracts/evidence.ts";
export {
  type Axis,
  type BarFigure,
  type Figure,
  figureSchema,
  type HeatMapFigure,
  type HistogramFigure,
  type ImageGridFigure,
  type LineFigure,
  type ScatterFigure,
  type TableFigure,
} from "./contracts/figure.ts";
export { type FileSet, isPathInside, type ReadFileOptions } from "./contracts/file-set.ts";
export { type HealthAlarm, healthAlarmSchema } from "./contracts/health-alarm.ts";
export {
  type LabelPart,
  type LatentPart,
  type LatentSpec,
  labelPart,
  latentDeviations,
  latentSize,
  latentSpecSchema,
  type PartInput,
  type VectorPart,
  vectorParts,
} from "./contracts/latent.ts";
export type { Latents } from "./contracts/latents.ts";
export type { Lens, LensContext, LensProgress } from "./contracts/lens.ts";
export type { LensAnswer, LensResult } from "./contracts/lens-result.ts";
export { lensResultSchema } from "./contracts/lens-result-schema.ts";
export { type Interval, intervalSchema, type Measure, measureSchema } from "./contracts/measure.ts";
export {
  asMatrix,
  concatRows,
  type NdArray,
  ndArray,
  rows,
  sizeOf,
  type TypedArray,
  takeRows,
  zerosLike,
} from "./contracts/nd-array.ts";
export type { Need } from "./contracts/need.ts";
export type {
  AskedRecord,
  ConfigOrigin,
  RunKind,
  RunRecord,
  TrainingRecord,
} from "./contracts/run-record.ts";
export { runRecordSchema } from "./contracts/run-record-schema.ts";
export type { SampleBatch, SampleSet } from "./contracts/sample-set.ts";
export type { SharedWork } from "./contracts/shared-work.ts";
export {
  type ActivationLayer,
  type Activations,
  type AtCheckpoint,
  type JacobianProducts,
  type LatentSource,
  providesOf,
  type RealData,
  type Subject,
} from "./contracts/subject.ts";
export {
  type NetworkRecord,
  type OriginRecord,
  type RealDataRecord,
  type SamplesRecord,
  type SubjectRecord,
  subjectRecordSchema,
} from "./contracts/subject-record.ts";
export type {
  CheckpointSavedEvent,
  EvaluationReadyEvent,
  HealthAlarmEvent,
  RunEndEvent,
  RunStartEvent,
  SampleReadyEvent,
  StepEndEvent,
  TrainingEvent,
} from "./contracts/training-event.ts";
export { type Control, controlHeld, type Verdict, verdictSchema } from "./contracts/verdict.ts";
export {
  BackendUnavailableError,
  type BackendUnavailableErrorOptions,
} from "./errors/backend-unavailable-error.ts";
export { CancelledError } from "./errors/cancelled-error.ts";
export { CheckpointCorruptError } from "./errors/checkpoint-corrupt-error.ts";
export { ConfigInvalidError } from "./errors/config-invalid-error.ts";
export { DatasetInvalidError } from "./errors/dataset-invalid-error.ts";
export { GanlensError, type GanlensErrorOptions } from "./errors/ganlens-error.ts";
export { RunBusyError } from "./errors/run-busy-error.ts";
export { RunUnsupportedError } from "./errors/run-unsupported-error.ts";
export { ShapeError } from "./errors/shape-error.ts";
export { TrainingDivergedError } from "./errors/training-diverged-error.ts";
export { unknownNameError } from "./errors/unknown-name-error.ts";
export { finish } from "./events/finish.ts";
export { glossary } from "./glossary/glossary.ts";
export type { GlossaryTerm } from "./glossary/glossary-term.ts";
export { explainTerm, type TermMatch, termMatches, termsIn } from "./glossary/term-matches.ts";
export { canonicalJson } from "./hash/canonical-json.ts";
export { sha256Hex } from "./hash/sha256.ts";
export { jsonProblem } from "./json/json-problem.ts";
export { parseShallowJson } from "./json/parse-shallow-json.ts";
export { withClassFrequencies } from "./latents/class-frequencies.ts";
export { latentRows, takeLatents } from "./latents/latent-rows.ts";
export { parseLatentParts, type WrittenPart } from "./latents/parse-latent-parts.ts";
export { gridLatents, sampleLatents } from "./latents/sample-latents.ts";
export { type ImageGridPng, imageGrid } from "./pictures/image-grid.ts";
export { philox4x32 } from "./random/philox.ts";
export { Random, type RandomState, randomStateSchema } from "./random/random.ts";
export { type AnswerStanding, type AnswerStandingOptions, answerStanding } from "./run/answer-standing.ts";
export { type Asked, askedOfRun, assertAsked, withAsked } from "./run/asked-of-run.ts";
export {
  assertOfRun,
  type CheckedCheckpoint,
  checkedCheckpoints,
  rootFault,
} from "./run/checked-checkpoints.ts";
export {
  type Checkpoint,
  type CheckpointContents,
  listCheckpoints,
  openCheckpoint,
  readManifest,
  removeCheckpoint,
  type StoredManifest,
  writeCheckpoint,
} from "./run/checkpoint.ts";
export { type EvaluationsUntil, evaluationsUntil } from "./run/evaluations-until.ts";
export { readGivenLatents } from "./run/given-latents.ts";
export { type GivenSubject, readGivenSamples, readSamplesPart } from "./run/given-samples.ts";
export { LogHash } from "./run/log-hash.ts";
export { type LoggedStep, loggedSteps } from "./run/logged-steps.ts";
export { assertMadeFrom, madeFromHash } from "./run/made-from.ts";
export { metricsCsv } from "./run/metrics-csv.ts";
export { mostModels, stepOfPath } from "./run/model-series.ts";
export { lensOrder, type ReadRunOptions, readRun, readRunRecord, wordsOf } from "./run/read-run.ts";
export {
  type FindResumePointOptions,
  findResumePoint,
  type ResumePoint,
} from "./run/resume-point.ts";
export { type RunCeilings, runCeilings } from "./run/run-ceilings.ts";
export type { RunContents } from "./run/run-contents.ts";
export {
  type RunFingerprints,
  type RunFingerprintsOptions,
  runFingerprints,
} from "./run/run-fingerprints.ts";
export { foldersWith, lensFolder, runLayout, stepName, stepsIn } from "./run/run-layout.ts";
export { type LogUntil, logUntil } from "./run/run-log.ts";
export {
  type RunStanding,
  type RunWriter,
  readRunWriter,
  runStanding,
  runWriterSchema,
  type WriterState,
} from "./run/run-writer.ts";
export { dropSetAside, setAside } from "./run/set-aside.ts";
export { type GivenSamples, storeSamples } from "./run/store-samples.ts";
export {
  type GeneratorFingerprintOptions,
  generatorFingerprint,
  samplesFingerprint,
  subjectFingerprint,
} from "./run/subject-fingerprint.ts";
export { type BroughtRun, writeBroughtRun } from "./run/write-brought-run.ts";
export { type FetchBoundedOptions, fetchBounded } from "./store/fetch-bounded.ts";
export { HttpRunReader, type HttpRunReaderOptions } from "./store/http-run-reader.ts";
export { jsonDepth } from "./store/json-depth.ts";
export { memoryFiles } from "./store/memory-files.ts";
export { MemoryRunStore } from "./store/memory-run-store.ts";
export { modelFilesFromUrl } from "./store/model-files-from-url.ts";
export { type FolderMove, moveFolder } from "./store/move-folder.ts";
export { readJson } from "./store/read-json.ts";
export { type RunIndex, runIndexSchema } from "./store/run-index.ts";
export { checkedPath, type RunReader, type RunStore } from "./store/run-store.ts";
export { writeJson } from "./store/write-json.ts";
export { nearestName } from "./text/nearest-name.ts";
export { nearestNames } from "./text/nearest-names.ts";
export { type WasmCode, wasmCode } from "./webassembly/wasm-code.ts";
export { type WasmFunction, wasmFunction } from "./webassembly/wasm-function.ts";
export { spawnWorker } from "./worker/spawn-worker.ts";
export type { WorkerExit, WorkerHandle } from "./worker/worker-handle.ts";
export { type WorkerPort, workerPort } from "./worker/worker-port.ts";
