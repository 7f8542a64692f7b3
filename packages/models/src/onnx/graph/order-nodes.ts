import type { OnnxFile, OnnxNode } from "../file/onnx-file.ts";
import { damagedOnnx } from "../onnx-refusal.ts";

function producers(file: OnnxFile): Map<string, OnnxNode> {
  const made = new Map<string, OnnxNode>();
  const inputs = new Set<string>();
  for (const { name } of file.inputs) {
    if (inputs.has(name)) throw damagedOnnx(`graph: two inputs "${name}".`);
    inputs.add(name);
  }
  for (const node of file.nodes) {
    for (const output of node.outputs) {
      if (output === "") continue;
      if (made.has(output) || inputs.has(output) || file.constants.has(output)) {
        throw damagedOnnx(`node "${node.name}" (${node.operator}): its output "${output}" exists already.`);
      }
      made.set(output, node);
    }
  }
  return made;
}

/**
 * The nodes that the outputs need, each after those that it needs.
 *
 * @throws {CheckpointCorruptError} when a name is made twice or by nobody, or the graph has a cycle
 */
export function orderNodes(file: OnnxFile): OnnxNode[] {
  const made = producers(file);
  const given = new Set([...file.inputs.map(({ name }) => name), ...file.constants.keys()]);
  const done = new Set<OnnxNode>();
  const open = new Set<OnnxNode>();
  const ordered: OnnxNode[] = [];
  // Not by recursion: a chain of 20,000 nodes must not overflow the stack.
  const stack: { readonly node: OnnxNode; next: number }[] = [];

  function visit(name: string, by: string): void {
    if (name === "" || given.has(name)) return;
    const node = made.get(name);
    if (!node) throw damagedOnnx(`${by}: its input "${name}" comes from nowhere.`);
    if (done.has(node)) return;
    if (open.has(node)) {
      const names = stack.map((each) => each.node.name);
      const cycle = [...names.slice(names.indexOf(node.name)), node.name].slice(0, 20);
      throw damagedOnnx(`graph: the nodes ${cycle.map((name) => `"${name}"`).join(", ")} form a cycle.`);
    }
    open.add(node);
    stack.push({ node, next: 0 });
  }

  for (const output of file.outputs) {
    visit(output.name, `graph output "${output.name}"`);
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const name = top.node.inputs[top.next++];
      if (name !== undefined) {
        visit(name, `node "${top.node.name}" (${top.node.operator})`);
        continue;
      }
      open.delete(top.node);
      done.add(top.node);
      ordered.push(top.node);
      stack.pop();
    }
  }
  return ordered;
}
