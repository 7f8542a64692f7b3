import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { Extractor, ExtractorConfig, ExtractorLogLevel } from "@microsoft/api-extractor";
import { publishedEntries } from "./published-entries.ts";
import { type PublishedPackage, publishedPackages } from "./published-packages.ts";
import { runCommand } from "./run-command.ts";
import { oneResult, type StepContext, type StepResult } from "./step.ts";

/**
 * Compares what each entry of each published package exports with the committed text in its folder `api`, so that a change
 * of the public interface is seen in review. Needs a build; writes the texts anew when told to update.
 */
export async function apiReports({ root, scratch, update = false }: StepContext): Promise<StepResult> {
  const packages = await publishedPackages(root);
  const unbuilt = await missingDeclarations(packages);
  if (unbuilt.length > 0) return oneResult({ holds: false, output: buildFirst(unbuilt) });
  const problems: string[] = [];
  for (const published of packages) {
    const committed = join(published.directory, "api");
    await mkdir(committed, { recursive: true });
    const temporary = join(scratch, "api", basename(published.directory));
    await mkdir(temporary, { recursive: true });
    const expected = new Set<string>();
    for (const { name, specifier, declarations } of publishedEntries(published)) {
      const file = `${name}.api.md`;
      expected.add(file);
      const said: string[] = [];
      const { succeeded, apiReportChanged } = Extractor.invoke(
        configFor({ directory: published.directory, declarations, committed, temporary, file }),
        {
          localBuild: update,
          messageCallback: (message) => {
            if (message.logLevel === ExtractorLogLevel.Error)
              said.push(message.formatMessageWithLocation(root));
            message.handled = true;
          },
        },
      );
      if (update ? !succeeded : apiReportChanged) {
        problems.push(
          `${specifier}`,
          ...said,
          await difference(join(committed, file), join(temporary, file)),
        );
      }
    }
    for (const file of (await readdir(committed)).filter((found) => !expected.has(found))) {
      if (update) await rm(join(committed, file));
      else problems.push(`${published.name}: api/${file} belongs to no entry.`);
    }
  }
  const hint = "If this is what you want, `pnpm api` writes the texts anew: commit them with the change.";
  return oneResult({ holds: problems.length === 0, output: [...problems, hint].join("\n") });
}

/** The entries whose declarations are not there. */
async function missingDeclarations(packages: readonly PublishedPackage[]): Promise<readonly string[]> {
  const missing: string[] = [];
  for (const { specifier, declarations } of packages.flatMap(publishedEntries)) {
    const found = await stat(declarations).catch(() => undefined);
    if (found?.isFile() !== true) missing.push(specifier);
  }
  return missing;
}

function buildFirst(unbuilt: readonly string[]): string {
  return `Expected the built declarations of every entry, found none of ${unbuilt.join(", ")}. Build first: pnpm build, or pnpm check build api.`;
}

async function difference(before: string, after: string): Promise<string> {
  const { output } = await runCommand(["git", "diff", "--no-index", "--unified=1", before, after], {
    directory: ".",
  });
  return output;
}

function configFor({
  directory,
  declarations,
  committed,
  temporary,
  file,
}: Readonly<Record<"directory" | "declarations" | "committed" | "temporary" | "file", string>>) {
  return ExtractorConfig.prepare({
    configObject: {
      projectFolder: directory,
      mainEntryPointFilePath: declarations,
      newlineKind: "lf",
      compiler: {
        overrideTsconfig: {
          compilerOptions: {
            target: "es2022",
            lib: ["es2023", "dom", "dom.iterable"],
            module: "nodenext",
            strict: true,
            exactOptionalPropertyTypes: true,
            skipLibCheck: true,
            types: ["node"],
          },
          files: [declarations],
        },
      },
      apiReport: {
        enabled: true,
        reportFolder: committed,
        reportTempFolder: temporary,
        reportFileName: file,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
        extractorMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
        tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
      },
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: join(directory, "package.json"),
  });
}
