import { parseDigest } from '../../shared/model/digest.ts';
import type { Digest } from '../../shared/model/digest.ts';
import type { HistoryStep } from '../../shared/model/history.ts';
import type { Image } from '../../shared/model/image.ts';
import type { Layer } from '../../shared/model/layer.ts';
import type { Problem } from '../../shared/model/problem.ts';
import type { SourceState } from '../../shared/model/source-state.ts';
import type { Grant } from '../../shared/model/source.ts';
import type { EntryAttributes, Row } from '../../shared/model/view.ts';

/** A digest whose hex repeats one character. */
export function digestOf(character: string): Digest {
  const digest = parseDigest(`sha256:${character.repeat(64)}`);
  if (digest === null) throw new Error(`No digest can be made of ${character}.`);
  return digest;
}

export function layerOf(index: number, change: Partial<Layer> = {}): Layer {
  return {
    index,
    availability: 'available',
    digest: null,
    diffId: null,
    mediaType: '',
    storedBytes: null,
    command: null,
    urls: [],
    ...change,
  };
}

export function stepOf(command: string, layer: number | null): HistoryStep {
  return {
    created: null,
    createdBy: command,
    command,
    instruction: command,
    comment: '',
    author: '',
    emptyLayer: layer === null,
    layer,
  };
}

export function sourceOf(
  name: string,
  images: readonly Image[],
  problems: readonly Problem[] = [],
): SourceState {
  return {
    role: 'opened',
    // A grant is opaque: any text does.
    grant: `grant of ${name}` as Grant,
    name,
    status: 'open',
    contents: {
      kind: 'docker-archive',
      compression: 'none',
      storedBytes: 0,
      images,
      artifacts: [],
      problems,
    },
    failure: null,
    proof: { status: 'waiting', checks: [], problems: [] },
  };
}

export function rowOf(node: number): Row {
  return {
    node,
    chosen: false,
    depth: 0,
    name: `file ${node}`,
    type: 'file',
    change: 'unchanged',
    reasons: [],
    changedInside: false,
    expandable: false,
    expanded: false,
    bytes: 0,
    bytesBefore: 0,
    bytesAfter: 0,
    mode: 0o644,
    owner: { uid: 0, gid: 0, userName: '', groupName: '' },
    modified: 0,
    origin: 0,
    originBefore: 0,
    originAfter: 0,
    link: null,
    hardLinked: false,
    movedPath: null,
    position: 1,
    siblings: 1,
  };
}

/** What is known of a plain file. */
export const fileAttributes: EntryAttributes = {
  type: 'file',
  bytes: 1,
  mode: 0o644,
  owner: { uid: 0, gid: 0, userName: '', groupName: '' },
  modified: 0,
  link: null,
  device: null,
  xattrs: [],
  origin: 0,
  implied: false,
  sparseBytes: null,
  contentHash: null,
};
