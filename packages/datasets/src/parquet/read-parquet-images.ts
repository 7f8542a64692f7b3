import { type ByteFile, DatasetInvalidError } from "@ganlens/core";
import { type FileMetaData, parquetMetadata, parquetSchema, type SchemaTree } from "hyparquet";
import { assertSettings } from "../files/assert-settings.ts";
import type { ReadFileOptions } from "../files/read-file-options.ts";
import { type NamedPicture, readNamedPictures } from "../files/read-named-pictures.ts";
import type { DatasetSamples } from "../samples/dataset-samples.ts";
import { readParquetChunk } from "./parquet-chunk.ts";
import {
  classNames,
  labelColumnOf,
  type ParquetColumn,
  parquetColumns,
  pictureColumn,
} from "./parquet-columns.ts";

const longestDirectory = 2 ** 26;
const mostRows = 5_000_000;

/**
 * The pictures of a parquet file: a column of bytes, or HuggingFace's struct of bytes and path, with labels in a column of
 * numbers or texts; one group of rows is in memory at a time.
 *
 * @throws {DatasetInvalidError} when it is damaged, holds no column of pictures, or as {@link readNamedPictures}
 * @throws {ConfigInvalidError} when `images` or `labelColumn` name no column
 */
export async function readParquetImages(file: ByteFile, options: ReadFileOptions): Promise<DatasetSamples> {
  const { settings } = options;
  assertSettings(settings, {
    known: ["size", "channels", "fit", "images", "labelColumn"],
    what: "a parquet file",
  });
  const source = file.name;
  const { metadata, columns } = await readDirectory(file);
  const pictures = pictureColumn(columns, { source, named: settings.images });
  const labels = labelColumnOf(columns, { source, named: settings.labelColumn, pictures });
  const groups = metadata.row_groups.map(({ num_rows }) => Number(num_rows));
  const rowCount = groups.reduce((sum, rows) => sum + rows, 0);
  if (!(groups.every((rows) => rows >= 0) && rowCount <= mostRows)) {
    throw damaged(source, `it announces ${rowCount} rows`);
  }
  const read = (column: ParquetColumn, group: number) => {
    const name = column.path.join("\n");
    const chunk = metadata.row_groups[group]?.columns.find(
      ({ meta_data }) => meta_data?.path_in_schema.join("\n") === name,
    );
    if (chunk?.meta_data === undefined)
      throw damaged(source, `its group ${group + 1} has no column ${column.name}`);
    return readParquetChunk({
      file,
      meta: chunk.meta_data,
      schemaPath: column.schemaPath,
      rows: groups[group] as number,
    });
  };
  let held: { readonly group: number; readonly values: Promise<readonly unknown[]> } | undefined;
  const ofGroup = (group: number) => {
    if (held?.group !== group) held = { group, values: read(pictures, group) };
    return held.values;
  };
  const names = labels === undefined ? undefined : classNames(metadata, labels.name);
  const rows: NamedPicture[] = [];
  for (const [group, count] of groups.entries()) {
    const stored = labels === undefined ? undefined : await read(labels, group);
    for (let i = 0; i < count; i++) {
      const className =
        stored === undefined ? undefined : classOf(stored[i], names, { source, row: rows.length });
      rows.push({
        path: `row ${rows.length + 1}`,
        ...(className === undefined ? {} : { className }),
        read: async () => {
          const bytes = (await ofGroup(group))[i];
          if (bytes instanceof Uint8Array) return bytes;
          throw new DatasetInvalidError({ message: "Expected a picture, found none." });
        },
      });
    }
  }
  const note = `Pictures are the column ${pictures.name}${labels === undefined ? "; none is called label, so there are no classes" : `, classes ${labels.name}`}.`;
  return readNamedPictures(rows, { source, notes: [note] }, options);
}

async function readDirectory(
  file: ByteFile,
): Promise<{ readonly metadata: FileMetaData; readonly columns: readonly ParquetColumn[] }> {
  const { name: source, byteLength } = file;
  if (byteLength < 12) throw damaged(source, "it is too short");
  const end = await file.slice(byteLength - 8, byteLength);
  const view = new DataView(end.buffer, end.byteOffset, end.byteLength);
  if (view.getUint32(4, true) !== 0x31524150)
    throw damaged(source, "it does not end in PAR1, so it may be truncated");
  const length = view.getUint32(0, true);
  if (length > longestDirectory || length + 12 > byteLength) {
    throw damaged(source, `it announces a directory of ${length} bytes at byte ${byteLength - 8}`);
  }
  try {
    const bytes = (await file.slice(byteLength - length - 8, byteLength)).slice();
    const metadata = parquetMetadata(bytes);
    if (metadata.schema.length > 10_000 || !depthIsSound(metadata))
      throw new RangeError("its schema is damaged");
    return { metadata, columns: parquetColumns(parquetSchema(metadata) as SchemaTree) };
  } catch (cause) {
    throw damaged(
      source,
      `its directory cannot be read (${cause instanceof Error ? cause.message : String(cause)})`,
      cause,
    );
  }
}

/** True when the tree that the schema's counts describe is the schema itself. */
function depthIsSound({ schema }: FileMetaData): boolean {
  let open = 1;
  for (const { num_children: children = 0 } of schema) {
    if (open === 0 || children < 0 || children > schema.length) return false;
    open += children - 1;
  }
  return open === 0;
}

function classOf(
  value: unknown,
  names: readonly string[] | undefined,
  { source, row }: { readonly source: string; readonly row: number },
): string {
  if (typeof value === "bigint" || typeof value === "number" || typeof value === "boolean") {
    return names?.[Number(value)] ?? String(value);
  }
  const text = value instanceof Uint8Array ? new TextDecoder().decode(value) : value;
  if (typeof text === "string" && text !== "" && text.length <= 200) return text;
  throw new DatasetInvalidError({
    message: `Expected a label in row ${row + 1} of ${source}, found ${text === null ? "none" : "something else"}.`,
    hint: "Labels are numbers or short texts; data.file.labelColumn says which column holds them.",
  });
}

function damaged(source: string, what: string, cause?: unknown): DatasetInvalidError {
  return new DatasetInvalidError({
    message: `Expected a whole parquet file at ${source}, but ${what}.`,
    hint: "Make or download the file again.",
    cause,
  });
}
