import { diveNumber } from '../../../shared/format/dive-number.ts';
import type { Layer } from '../../../shared/model/layer.ts';
import type { DiveFigures, HiddenFile, HiddenGroup, Waste } from '../../../shared/model/waste.ts';
import { jsonObject } from '../../../shared/report/json-parts.ts';
import type { UnionTree } from '../../engine/tree/union-tree.ts';
import { jsonText } from '../json-text.ts';
import { pathFields } from '../tree-entry.ts';

/** What is printed of an image: its hidden files come as they are asked for. */
export interface WasteReport {
  readonly waste: Waste;
  readonly layers: readonly Layer[];
  readonly tree: UnionTree;
  readonly files: Iterable<HiddenFile>;
}

/** `{hidden, dive}` as JSON, in pieces: there may be millions of files, one on a line. */
export function* wasteJson({ waste, layers, tree, files }: WasteReport): Generator<string> {
  yield '{"hidden": ';
  yield* jsonObject({
    total: waste.total,
    storedBytes: waste.storedBytes,
    visibleBytes: waste.visibleBytes,
    byCause: waste.byCause,
    fileCount: waste.files,
    layers: waste.layers.map((each, index) => ({
      index,
      command: layers[index]?.command ?? null,
      ...each,
    })),
    unreadLayers: waste.unreadLayers,
    groupCount: waste.groupCount,
    groups: waste.groups.map(groupRecord),
    files: fileRecords(tree, files),
  });
  yield `, "dive": ${jsonText(diveRecord(waste.dive))}}\n`;
}

function groupRecord({ cause, reasons, ...group }: HiddenGroup): object {
  return { cause, ...(cause === 'metadata' ? { reasons } : {}), ...group };
}

function* fileRecords(tree: UnionTree, files: Iterable<HiddenFile>): Generator<object> {
  for (const { node, path, bytes, cause, storedIn, hiddenIn, reasons } of files) {
    yield {
      ...(node === null ? { path } : pathFields(tree, node)),
      bytes,
      cause,
      storedIn,
      hiddenIn,
      ...(cause === 'metadata' ? { reasons } : {}),
    };
  }
}

function diveRecord({ userWastedPercent, ...figures }: DiveFigures): object {
  return { ...figures, userWastedPercent: diveNumber(userWastedPercent) };
}
