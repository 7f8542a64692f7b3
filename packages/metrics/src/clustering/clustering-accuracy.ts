import { hungarianAssignment } from "../linear/hungarian-assignment.ts";
import { contingencyTable } from "./contingency-table.ts";

/** How well clusters match classes. */
export interface ClusteringAccuracy {
  /** Share of samples in the class that their cluster is assigned to, one to one; in [1 / max(classes, clusters), 1]. */
  readonly accuracy: number;
  /** Share of samples in their cluster's most frequent class; grows to 1 with the number of clusters. */
  readonly purity: number;
}

/**
 * Clustering accuracy: the largest share of agreeing samples over all one-to-one assignments of clusters to classes.
 *
 * max_π (1/n) Σᵢ 1[classᵢ = π(clusterᵢ)], by the Hungarian method; clusters beyond the number of classes stay unmatched.
 * No interval: the assignment is made on the samples that are scored, so a share's interval would not hold.
 *
 * @param classes `[n]` true labels
 * @param clusters `[n]` found labels
 * @throws {ShapeError} when the two differ in length
 * @throws {DatasetInvalidError} when they are empty or a label is not finite
 * @see Xie, Girshick, Farhadi 2016; Yang et al. 2010
 */
export function clusteringAccuracy({
  classes,
  clusters,
}: {
  readonly classes: ArrayLike<number>;
  readonly clusters: ArrayLike<number>;
}): ClusteringAccuracy {
  const { counts, rows, columns, n } = contingencyTable(classes, clusters, "clusteringAccuracy");
  const wide = rows <= columns;
  const [short, long] = wide ? [rows, columns] : [columns, rows];
  const at = (i: number, j: number): number =>
    wide ? (counts[i * columns + j] as number) : (counts[j * columns + i] as number);
  const cost = Float64Array.from({ length: short * long }, (_, c) => -at(Math.floor(c / long), c % long));
  let matched = 0;
  hungarianAssignment({ data: cost, shape: [short, long] }).forEach((j, i) => {
    matched += at(i, j);
  });
  let pure = 0;
  for (let column = 0; column < columns; column++) {
    let most = 0;
    for (let row = 0; row < rows; row++) most = Math.max(most, counts[row * columns + column] as number);
    pure += most;
  }
  return { accuracy: matched / n, purity: pure / n };
}
