/** A node of the trie once it is numbered. */
export interface TrieNode {
  readonly layer: number;
  readonly parent: number | null;
  readonly depth: number;
  /** The number after the last one on top of this node. */
  readonly end: number;
  /** Stacks that end here. */
  readonly images: readonly number[];
  readonly imagesThrough: number;
}

interface Draft {
  readonly layer: number;
  readonly children: Map<number, Draft>;
  readonly images: number[];
  imagesThrough: number;
}

/** Stacks of layer numbers, laid over each other from the bottom as far as they are equal. */
export class StackTrie {
  readonly #roots = new Map<number, Draft>();

  /** Adds a stack. Children stand in the order in which they were first added. */
  add(stack: readonly number[], image: number): void {
    let siblings = this.#roots;
    let top: Draft | null = null;
    for (const layer of stack) {
      let node = siblings.get(layer);
      if (node === undefined) {
        node = { layer, children: new Map(), images: [], imagesThrough: 0 };
        siblings.set(layer, node);
      }
      node.imagesThrough++;
      siblings = node.children;
      top = node;
    }
    top?.images.push(image);
  }

  /** All nodes, each before what is on top of it, numbered from `first`. */
  nodes(first: number): readonly TrieNode[] {
    const nodes: (TrieNode & { end: number })[] = [];
    // A stack of its own: an image may have thousands of layers.
    const open = pending(this.#roots, null, 0);
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const { draft, parent, depth } = next;
      const { layer, images, imagesThrough } = draft;
      const place = first + nodes.length;
      nodes.push({ layer, parent, depth, end: place + 1, images, imagesThrough });
      open.push(...pending(draft.children, place, depth + 1));
    }
    for (const node of nodes.toReversed()) {
      const below = node.parent === null ? undefined : nodes[node.parent - first];
      if (below !== undefined) below.end = Math.max(below.end, node.end);
    }
    return nodes;
  }
}

interface Pending {
  readonly draft: Draft;
  readonly parent: number | null;
  readonly depth: number;
}

/** The last one is the next. */
function pending(drafts: Map<number, Draft>, parent: number | null, depth: number): Pending[] {
  return [...drafts.values()].map((draft) => ({ draft, parent, depth })).reverse();
}
