import { type ByteFile, DatasetInvalidError } from "@ganlens/core";
import type { ColumnMetaData, Compressors, SchemaTree } from "hyparquet";
import { parquetHeader, readColumn } from "hyparquet/src/column.js";
import { DEFAULT_PARSERS } from "hyparquet/src/convert.js";
import { getMaxDefinitionLevel } from "hyparquet/src/schema.js";
import { compressors } from "hyparquet-compressors";
import { soundRuns } from "./parquet-runs.ts";

/** A column in one group of rows. */
export interface ParquetChunk {
  readonly file: ByteFile;
  readonly meta: ColumnMetaData;
  /** From the root to the column, no list among them. */
  readonly schemaPath: readonly SchemaTree[];
  readonly rows: number;
}

const mostBytes = 2 ** 30;
const dictionaryEncodings: readonly (string | undefined)[] = ["PLAIN_DICTIONARY", "RLE_DICTIONARY"];

/**
 * The values of a chunk, one for each row, null where there is none.
 *
 * Each page's header is checked, it is inflated within what the file's own directory announces, and its runs are checked,
 * before the library decodes it.
 *
 * @throws {DatasetInvalidError} when the chunk is damaged, with its byte, or encoded in a way that is not read
 */
export async function readParquetChunk(chunk: ParquetChunk): Promise<readonly unknown[]> {
  const { file, meta, rows, schemaPath } = chunk;
  const start = Number(meta.dictionary_page_offset || meta.data_page_offset);
  const length = Number(meta.total_compressed_size);
  const damaged = (what: string, cause?: unknown) =>
    new DatasetInvalidError({
      message: `Expected column ${meta.path_in_schema.join(".")} at byte ${start} of ${file.name} to be whole, but ${what}.`,
      hint: "Make or download the file again.",
      cause,
    });
  if (!(start >= 4 && length > 0 && start + length <= file.byteLength)) throw damaged("it leads outside");
  if (length > mostBytes || !(Number(meta.total_uncompressed_size) <= mostBytes)) {
    throw damaged(`it takes more than ${mostBytes} bytes`);
  }
  // Alone in its buffer, as the library wants it.
  const bytes = (await file.slice(start, start + length)).slice();
  try {
    const pages = checkedPages(bytes, chunk, damaged);
    const made: Compressors = {};
    for (const codec of Object.keys(compressors) as (keyof Compressors)[]) {
      made[codec] = (packed) => pages.get(packed.byteOffset) ?? new Uint8Array(0);
    }
    const decoder = {
      pathInSchema: meta.path_in_schema,
      type: meta.type,
      element: (schemaPath.at(-1) as SchemaTree).element,
      schemaPath: [...schemaPath],
      codec: meta.codec,
      compressors: made,
      utf8: false,
      parsers: DEFAULT_PARSERS,
    };
    const group = { groupStart: 0, groupRows: rows, selectStart: 0, selectEnd: rows };
    const { data } = readColumn({ view: new DataView(bytes.buffer), offset: 0 }, group, decoder);
    const values = data.flatMap((part) => Array.from(part as ArrayLike<unknown>, bare));
    if (values.length !== rows) throw damaged(`it holds ${values.length} values for ${rows} rows`);
    return values;
  } catch (cause) {
    if (cause instanceof DatasetInvalidError) throw cause;
    throw damaged(`it cannot be decoded (${cause instanceof Error ? cause.message : String(cause)})`, cause);
  }
}

/** Optional groups come as arrays around what is in them. */
function bare(value: unknown): unknown {
  let inner = value;
  while (Array.isArray(inner)) inner = inner[0];
  return inner ?? null;
}

/** The inflated pages by where they lie in the chunk; what is not compressed is only checked. */
function checkedPages(
  bytes: Uint8Array,
  { meta, schemaPath, rows }: ParquetChunk,
  damaged: (what: string) => DatasetInvalidError,
): ReadonlyMap<number, Uint8Array> {
  const pages = new Map<number, Uint8Array>();
  const reader = { view: new DataView(bytes.buffer), offset: 0 };
  const levels = getMaxDefinitionLevel([...schemaPath]);
  const levelWidth = 32 - Math.clz32(levels);
  let [values, inflated] = [0, 0];
  while (values < rows && reader.offset < bytes.length - 1) {
    const header = parquetHeader(reader);
    const begin = reader.offset;
    const [packed, size] = [header.compressed_page_size, header.uncompressed_page_size];
    if (!isCount(packed, bytes.length - begin)) throw damaged("a page leads outside");
    inflated += size;
    if (!isCount(size, mostBytes) || inflated > Number(meta.total_uncompressed_size)) {
      throw damaged("its pages are larger than announced");
    }
    reader.offset = begin + packed;
    const { data_page_header: first, data_page_header_v2: second, dictionary_page_header: words } = header;
    const skipped = second === undefined ? 0 : second.definition_levels_byte_length;
    if (!isCount(skipped, Math.min(packed, size)) || (second?.repetition_levels_byte_length ?? 0) !== 0) {
      throw damaged("its levels lead outside");
    }
    const raw = bytes.subarray(begin + skipped, begin + packed);
    const plain = meta.codec === "UNCOMPRESSED" || second?.is_compressed === false;
    const page = plain ? raw : inflate(raw, size - skipped, meta);
    if (!plain) pages.set(raw.byteOffset, page);
    if (page.length !== size - skipped) throw damaged("a page gives more or less than announced");
    if (header.type === "DICTIONARY_PAGE") {
      if (!isCount(words?.num_values, page.length)) throw damaged("its dictionary is too long");
      continue;
    }
    const data = first ?? second;
    const count = data?.num_values ?? -1;
    if (data === undefined || !isCount(count, rows - values)) throw damaged("it holds more values than rows");
    values += count;
    const own = first === undefined ? undefined : levelsOf(page, levels);
    const known =
      levels === 0 ||
      (own === undefined
        ? soundRuns(bytes, { start: begin, end: begin + skipped, width: levelWidth, count })
        : soundRuns(page, { start: 4, end: own, width: levelWidth, count }));
    if (!known) throw damaged("its levels are damaged");
    const at = own ?? 0;
    if (dictionaryEncodings.includes(data.encoding)) {
      const width = page[at] ?? 33;
      // With nulls there are fewer indices than rows: they end where the page does.
      const most = { start: at + 1, end: page.length, width, count, open: true };
      if (width > 32 || (width > 0 && !soundRuns(page, most))) throw damaged("its indices are damaged");
    } else if (data.encoding !== "PLAIN") {
      throw damaged(`it is encoded as ${data.encoding}, and only PLAIN and dictionaries are read`);
    }
  }
  return pages;
}

function isCount(value: number | undefined, most: number): boolean {
  return value !== undefined && Number.isInteger(value) && value >= 0 && value <= most;
}

/** Where the levels of a page of version 1 end, which stand before its values with their length; 0 where there are none. */
function levelsOf(page: Uint8Array, levels: number): number {
  if (levels === 0) return 0;
  if (page.length < 4) return page.length;
  const length = new DataView(page.buffer, page.byteOffset, page.byteLength).getUint32(0, true);
  return Math.min(4 + length, page.length);
}

function inflate(packed: Uint8Array, size: number, { codec }: ColumnMetaData): Uint8Array {
  if (size === 0) return new Uint8Array(0);
  const known = compressors[codec];
  if (known === undefined) throw new RangeError(`${codec} is not known`);
  // Without the bytes around it, and without a claim that no codec could keep.
  return known(packed.slice(), size);
}
