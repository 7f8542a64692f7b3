import * as tf from "@tensorflow/tfjs";
import { version } from "../version.ts";
import type { Finding } from "./finding.ts";

const oldestNode = [20, 19] as const;
const knownTfjs = "4.22.0";

/** Node, ganlens and tfjs. */
export async function checkVersions(): Promise<readonly Finding[]> {
  return [
    nodeFinding(process.versions.node),
    { subject: "ganlens", state: "good", found: version },
    tf.version.tfjs === knownTfjs
      ? { subject: "tfjs", state: "good", found: knownTfjs }
      : {
          subject: "tfjs",
          state: "note",
          found: `${tf.version.tfjs}; ganlens is tested with ${knownTfjs}`,
          advice: `Install @tensorflow/tfjs@${knownTfjs} if something goes wrong.`,
        },
  ];
}

/** Whether this Node is new enough. */
export function nodeFinding(node: string): Finding {
  const [major = 0, minor = 0] = node.split(".").map(Number);
  const [least, leastMinor] = oldestNode;
  const enough = major > least || (major === least && minor >= leastMinor);
  return enough
    ? { subject: "Node", state: "good", found: node }
    : {
        subject: "Node",
        state: "broken",
        found: `${node}; at least ${oldestNode.join(".")} is needed`,
        advice: "Install a newer Node.",
      };
}
