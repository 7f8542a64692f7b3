import { DatasetInvalidError, parseShallowJson, unknownNameError } from "@ganlens/core";
import type { FileMetaData, SchemaTree } from "hyparquet";

/** A column of values, each in a row of its own. */
export interface ParquetColumn {
  readonly name: string;
  /** Names from below the root. */
  readonly path: readonly string[];
  /** From the root to the column. */
  readonly schemaPath: readonly SchemaTree[];
}

const labelNames: readonly string[] = [
  "label",
  "labels",
  "class",
  "target",
  "y",
  "fine_label",
  "coarse_label",
];

/** The columns without those in lists. */
export function parquetColumns(root: SchemaTree): readonly ParquetColumn[] {
  const columns: ParquetColumn[] = [];
  function visit(node: SchemaTree, above: readonly SchemaTree[]): void {
    const schemaPath = [...above, node];
    if (node.element.repetition_type === "REPEATED") return;
    if (node.children.length === 0 && above.length > 0) {
      const path = schemaPath.slice(1).map(({ element }) => element.name);
      columns.push({ name: path.join("."), path, schemaPath });
    }
    for (const child of node.children) visit(child, schemaPath);
  }
  visit(root, []);
  return columns;
}

/**
 * The column of pictures: the one that is named, else the only one of bytes (of a struct, the one called bytes).
 *
 * @throws {ConfigInvalidError} when there is none of that name
 * @throws {DatasetInvalidError} when none or several could be meant
 */
export function pictureColumn(
  columns: readonly ParquetColumn[],
  { source, named }: { readonly source: string; readonly named?: string | undefined },
): ParquetColumn {
  const pictures = columns.filter(
    (column) => isBytes(column) && (column.path.length === 1 || column.path.at(-1) === "bytes"),
  );
  const found =
    named === undefined
      ? pictures.length === 1
        ? pictures[0]
        : pictures.find(({ path }) => ["image", "img", "png", "jpg"].includes(path[0] ?? ""))
      : pictures.find(({ name, path }) => name === named || path[0] === named);
  if (found !== undefined) return found;
  if (named !== undefined) {
    throw unknownNameError({
      what: `column of pictures in ${source}`,
      name: named,
      known: pictures.map(({ path }) => path[0] ?? ""),
    });
  }
  throw new DatasetInvalidError({
    message: `Expected one column of pictures (bytes) in ${source}, found ${listed(pictures.length === 0 ? columns : pictures)}.`,
    hint: "data.file.images says which column it is; tables of numbers are read as CSV.",
  });
}

/** The column of labels: the one that is named, else the one called label, class or the like. @throws {ConfigInvalidError} */
export function labelColumnOf(
  columns: readonly ParquetColumn[],
  {
    source,
    named,
    pictures,
  }: { readonly source: string; readonly named?: string | undefined; readonly pictures: ParquetColumn },
): ParquetColumn | undefined {
  const others = columns.filter((column) => column.path[0] !== pictures.path[0] && column.path.length === 1);
  if (named !== undefined) {
    const found = others.find(({ name }) => name === named);
    if (found !== undefined) return found;
    throw unknownNameError({
      what: `column of ${source}`,
      name: named,
      known: others.map(({ name }) => name),
    });
  }
  const usable = others.filter(isLabel);
  for (const name of labelNames) {
    const found = usable.find((column) => column.name.toLowerCase() === name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Names of the classes, where the data sets library of HuggingFace has left them in the file. */
export function classNames(metadata: FileMetaData, column: string): readonly string[] | undefined {
  const text = metadata.key_value_metadata?.find(({ key }) => key === "huggingface")?.value;
  if (text === undefined || text.length > 2 ** 20) return undefined;
  try {
    const value = parseShallowJson(new TextEncoder().encode(text)) as {
      readonly info?: { readonly features?: Readonly<Record<string, { readonly names?: unknown }>> };
    };
    const names = value.info?.features?.[column]?.names;
    const sound = Array.isArray(names) && names.every((name) => typeof name === "string" && name !== "");
    return sound && new Set(names).size === names.length ? (names as readonly string[]) : undefined;
  } catch {
    return undefined;
  }
}

function isBytes({ schemaPath }: ParquetColumn): boolean {
  const { type, converted_type: meaning, logical_type: logical } = (schemaPath.at(-1) as SchemaTree).element;
  return type === "BYTE_ARRAY" && meaning === undefined && logical === undefined;
}

function isLabel({ schemaPath }: ParquetColumn): boolean {
  const { type, converted_type: meaning } = (schemaPath.at(-1) as SchemaTree).element;
  return (
    type === "INT32" ||
    type === "INT64" ||
    type === "BOOLEAN" ||
    (type === "BYTE_ARRAY" && meaning === "UTF8")
  );
}

function listed(columns: readonly ParquetColumn[]): string {
  const shown = columns.slice(0, 20).map(({ name }) => name.slice(0, 100));
  return columns.length === 0 ? "none" : shown.join(", ") + (columns.length > 20 ? " …" : "");
}
