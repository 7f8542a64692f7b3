import { ConfigInvalidError, nearestName } from "@ganlens/core";
import type { Command } from "commander";
import { wrap } from "../answers/wrap.ts";
import { type CliIo, widthOf } from "../cli-io.ts";
import type { ListEntry } from "../listings/listing.ts";
import { listings } from "../listings/registry.ts";
import { shownJson, shownLine } from "../reporters/shown-text.ts";
import type { CliCommand } from "./cli-command.ts";

/** `ganlens list [KIND]` */
export const listCommand: CliCommand = {
  name: "list",
  summary: `Lists what there is: ${listings.map(({ kind }) => kind).join(", ")}.`,
  examples: ["list", "list presets", "list runs --json"],
  define(command: Command, io: CliIo): void {
    command
      .argument("[kind]", `one of ${listings.map(({ kind }) => kind).join(", ")}; all, if left out`)
      .option("--json", "print JSON")
      .action((kind: string | undefined, { json = false }: { readonly json?: boolean }) =>
        list(kind, json, io),
      );
  },
};

async function list(kind: string | undefined, json: boolean, io: CliIo): Promise<void> {
  const asked = kind === undefined ? listings : listings.filter((listing) => listing.kind === kind);
  if (kind !== undefined && asked.length === 0) throw unknownKind(kind);
  const found = await Promise.all(
    asked.map(async (listing) => ({ ...listing, entries: await listing.entries(io) })),
  );
  if (json) {
    const byKind = Object.fromEntries(found.map((listing) => [listing.kind, listing.entries]));
    io.stdout.write(`${shownJson(byKind, 2)}\n`);
    return;
  }
  const width = widthOf(io.stdout);
  const sections = found.map((listing) => {
    const lines = listing.entries.length === 0 ? [`  ${listing.none}`] : entryLines(listing.entries, width);
    return [...(kind === undefined ? [listing.kind] : []), ...lines].join("\n");
  });
  io.stdout.write(`${sections.join("\n\n")}\n`);
}

/** Fewer columns than this are no room for a description. */
const narrowest = 30;

function entryLines(listed: readonly ListEntry[], width: number): readonly string[] {
  const entries = listed.map(({ name, description }) => ({
    name: shownLine(name),
    description: shownLine(description),
  }));
  const column = Math.max(...entries.map(({ name }) => name.length)) + 4;
  const room = width - column;
  return entries.flatMap(({ name, description }) => {
    // Where the words beside the names would have no room, they stand below them.
    if (room < narrowest) return [`  ${name}`, ...wrap(description, { width, indent: "    " })];
    const [first = "", ...more] = wrap(description, { width: room });
    return [`  ${name.padEnd(column - 2)}${first}`, ...more.map((line) => " ".repeat(column) + line)];
  });
}

function unknownKind(kind: string): ConfigInvalidError {
  const known = listings.map((listing) => listing.kind);
  const nearest = nearestName(kind, known);
  return new ConfigInvalidError({
    message: `Expected one of ${known.join(", ")}, received "${kind}".`,
    hint: nearest === undefined ? "Leave it out to list everything." : `Did you mean "${nearest}"?`,
  });
}
