import getReleasePlan from "@changesets/get-release-plan";
import { publishedPackages } from "./published-packages.ts";

/**
 * Reads all changesets and says what the next release would be. Needs no git history, unlike `changeset status`.
 *
 * @returns what is wrong (a package that is not published, versions that part), or null; and the plan in words
 */
export async function releasePlan(root: string): Promise<{ problem: string | null; summary: string }> {
  try {
    const { changesets, releases } = await getReleasePlan(root);
    const published = new Set((await publishedPackages(root)).map(({ name }) => name));
    const strangers = changesets
      .flatMap((changeset) => changeset.releases.map(({ name }) => name))
      .filter((name) => !published.has(name));
    const versions = new Set(
      releases.filter(({ name }) => published.has(name)).map(({ newVersion }) => newVersion),
    );
    const problem =
      strangers.length > 0
        ? `Changesets name packages that are not published: ${[...new Set(strangers)].join(", ")}.`
        : versions.size > 1
          ? `Published packages would part: ${[...versions].join(", ")}. List them all under "fixed".`
          : null;
    return {
      problem,
      summary: `${changesets.length} changesets, next version ${[...versions][0] ?? "unchanged"}`,
    };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error), summary: "" };
  }
}
