import type { Image } from '../../shared/model/image.ts';
import type { Layer, LayerFacts } from '../../shared/model/layer.ts';
import { platformText } from '../../shared/model/platform.ts';
import type { ArchiveKind, SourceContents } from '../../shared/model/source.ts';
import type { ReadImage } from '../engine/session/image-reading.ts';
import { familiarName } from '../engine/image/reference.ts';
import type { Output } from './output.ts';
import type { Paint, Style } from './style.ts';
import { cell, clip, tableLines, widthBeforeLast } from './table.ts';
import type { Cell, Column } from './table.ts';
import { countText, countedText, oneLine, sizeText } from './text.ts';

const kindNames: Readonly<Record<ArchiveKind, string>> = {
  'docker-archive-v1': 'docker archive of before Docker 1.10',
  'docker-archive': 'docker archive',
  'docker-oci-archive': 'docker archive with OCI layout',
  'oci-archive': 'OCI archive',
  'oci-layout': 'OCI layout folder',
  'docker-oci-layout': 'OCI layout folder with docker manifest',
  'docker-dir': 'skopeo dir folder',
  'root-fs': 'root file system',
};

/** What was opened, and the artifacts in it: they have no layers to show. */
export function sourceOverview(
  name: string,
  contents: SourceContents,
  style: Style,
): readonly string[] {
  const { kind, compression, storedBytes, images, artifacts } = contents;
  const facts = [
    compression === 'none' ? kindNames[kind] : `${kindNames[kind]} in ${compression}`,
    sizeText(storedBytes),
    countedText(images.length, 'image'),
    ...(artifacts.length > 0 ? [countedText(artifacts.length, 'artifact')] : []),
  ];
  return [
    `${style('bold', oneLine(name))}  ${facts.join(', ')}`,
    ...artifacts.map((artifact) => {
      const what = artifact.references.join(', ') || (artifact.digest ?? '');
      return `  artifact ${oneLine(what)}  ${oneLine(artifact.type)}`;
    }),
  ];
}

/** One image with a table of its layers, and an empty line before. */
export function imageOverview(
  image: Image,
  { facts }: ReadImage,
  output: Output,
): readonly string[] {
  const { style } = output;
  const names = image.references.map((reference) => oneLine(familiarName(reference)));
  const title = names.length === 0 ? '(no name)' : names.join('  ');
  const stored = image.layers.reduce((sum, layer) => sum + (layer.storedBytes ?? 0), 0);
  const unpacked = facts.layers.reduce((sum, layer) => sum + layer.unpackedBytes, 0);
  const label = (text: string): string => style('dim', text.padEnd(10));
  return [
    '',
    style('bold', title),
    ...(image.id === null ? [] : [`  ${label('ID')}${image.id}`]),
    `  ${label('platform')}${oneLine(platformText(image.platform))}`,
    ...(image.created === null ? [] : [`  ${label('created')}${oneLine(image.created)}`]),
    `  ${label('size')}${sizeText(stored)} stored, ${sizeText(unpacked)} unpacked`,
    `  ${label('files')}${sizeText(facts.unionBytes)} in ${countedText(facts.unionEntries, 'path')}`,
    ...(image.attachments.length === 0
      ? []
      : [`  ${label('attached')}${image.attachments.map(({ kind }) => kind).join(', ')}`]),
    '',
    ...layerTable(image.layers, facts.layers, output),
  ];
}

const columns: readonly Column[] = [
  { title: 'layer', align: 'right' },
  { title: 'stored', align: 'right' },
  { title: 'unpacked', align: 'right' },
  { title: 'entries', align: 'right' },
  { title: 'added', align: 'right' },
  { title: 'modified', align: 'right' },
  { title: 'removed', align: 'right' },
  { title: 'command', align: 'left' },
];

const indent = '  ';
/** A command is never cut shorter than this, even where the line then wraps. */
const shortestCommand = 20;

function layerTable(
  layers: readonly Layer[],
  facts: readonly LayerFacts[],
  { style, columns: width }: Output,
): readonly string[] {
  if (layers.length === 0) return [`${indent}no layers`];
  const byIndex = new Map(facts.map((each) => [each.index, each]));
  const rows = layers.map((layer) => layerRow(layer, byIndex.get(layer.index) ?? null, style));
  const left = Math.max(shortestCommand, width - indent.length - widthBeforeLast(columns, rows));
  const fitted = rows.map((row) =>
    row.map((each, at) => (at === row.length - 1 ? cell(clip(each.text, left)) : each)),
  );
  const lines = tableLines(columns, fitted, (title) => style('dim', title));
  return lines.map((line) => `${indent}${line}`);
}

function layerRow(layer: Layer, facts: LayerFacts | null, style: Style): readonly Cell[] {
  const command = oneLine(layer.command ?? '');
  const note = layer.availability === 'available' ? '' : `(${layer.availability}) `;
  const changes = facts?.changes;
  return [
    cell(String(layer.index)),
    cell(layer.storedBytes === null ? '-' : sizeText(layer.storedBytes)),
    cell(facts === null ? '-' : sizeText(facts.unpackedBytes)),
    cell(facts === null ? '-' : countText(facts.entries)),
    countCell('+', changes?.added, 'green', style),
    countCell('~', changes?.modified, 'yellow', style),
    countCell('-', changes?.removed, 'red', style),
    cell(`${note}${command}`),
  ];
}

function countCell(mark: string, count: number | undefined, paint: Paint, style: Style): Cell {
  if (count === undefined) return cell('');
  if (count === 0) return cell('0', style('dim', '0'));
  const text = `${mark}${countText(count)}`;
  return cell(text, style(paint, text));
}
