import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = fileURLToPath(new URL("../../../../../", import.meta.url));

/** Folders whose strings end up on pages: what report, viewer and lenses say. */
const folders = ["packages/report/src", "apps/viewer/src", "packages/interpret/src/lenses"];

/** A sentence or label that a reader can meet, and the file that holds it. */
export interface PageString {
  readonly file: string;
  readonly text: string;
}

/** Every string, template and JSX text of at least two words in the sources of pages, without tests and their data. */
export async function pageStrings(): Promise<readonly PageString[]> {
  const found: PageString[] = [];
  for (const folder of folders) {
    for (const file of (await readdir(join(root, folder), { recursive: true })).sort()) {
      if (!/\.tsx?$/.test(file) || /\.test\.|testdata|\.d\.ts/.test(file)) continue;
      const path = join(folder, file);
      const source = ts.createSourceFile(path, await readFile(join(root, path), "utf8"), ts.ScriptTarget.Latest, true);
      const visit = (node: ts.Node): void => {
        if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
        if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node) || ts.isJsxText(node)) {
          const text = node.text.replaceAll(/<[^>]*>?/g, " ").trim();
          if (/\S\s+\S/.test(text)) found.push({ file: path, text });
        }
        ts.forEachChild(node, visit);
      };
      visit(source);
    }
  }
  return found;
}
