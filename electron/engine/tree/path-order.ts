import type { UnionTree } from './union-tree.ts';

interface Step {
  readonly node: number;
  /** The name, for a folder's content with the slash behind it. */
  readonly key: Buffer;
  /** Stands for what is below the node, not for the node itself. */
  readonly below: boolean;
}

const slash = Buffer.from('/');

/**
 * Every path of a tree but the root, in the order of the bytes of whole paths: `a`, `a-b`, `a/b`, as `LC_ALL=C sort`
 * would put them. Paths that are nowhere in a union are among them. With `enters`, only what lies in folders for which
 * it answers true, and the folders themselves.
 */
export function* nodesInPathOrder(
  tree: UnionTree,
  enters: (folder: number) => boolean = () => true,
): Generator<number, void> {
  // What is left to do of every open folder, the next step last.
  const open: Step[][] = [enters(0) ? stepsOf(tree, 0) : []];
  for (let steps = open.at(-1); steps !== undefined; steps = open.at(-1)) {
    const step = steps.pop();
    if (step === undefined) open.pop();
    else if (!step.below) yield step.node;
    else if (enters(step.node)) open.push(stepsOf(tree, step.node));
  }
}

function stepsOf(tree: UnionTree, folder: number): Step[] {
  const steps: Step[] = [];
  for (let node = tree.firstChild[folder]!; node < tree.nodeCount; node = tree.nextSibling[node]!) {
    const key = tree.names.bytes(tree.name[node]!);
    steps.push({ node, key, below: false });
    if (tree.firstChild[node]! < tree.nodeCount) {
      steps.push({ node, key: Buffer.concat([key, slash]), below: true });
    }
  }
  return steps.sort((one, other) => Buffer.compare(other.key, one.key));
}
