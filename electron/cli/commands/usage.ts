import { bytesOfLayer } from '../../../shared/model/amount.ts';
import type { Amounts, ByteBasis } from '../../../shared/model/amount.ts';
import { shortDigest } from '../../../shared/model/digest.ts';
import type { Usage, UsageTotals } from '../../../shared/model/usage.ts';
import type { Command, CommandCall } from '../command.ts';
import { withEverything } from '../everything.ts';
import { ExitCode } from '../exit-code.ts';
import { jsonText } from '../json-text.ts';
import { imageTitle, imageWord } from '../named-image.ts';
import type { Output } from '../output.ts';
import { cell, clip, tableLines, widthBeforeLast } from '../table.ts';
import type { Cell, Column } from '../table.ts';
import { countText, countedText, oneLine, sizeText } from '../text.ts';

export const usageCommand: Command = {
  name: 'usage',
  summary: 'Say what images take on disk, and what they share.',
  operands: ['[PATH…]'],
  options: ['stored', 'store', 'json'],
  optionTexts: {},
  notes: [
    'Without PATH it is about the layer store. Every layer counts once, however many images have it;\nan image that is in several places counts once. Bytes are those of the uncompressed tars.',
  ],
  run: runUsage,
};

function runUsage(call: CommandCall): Promise<ExitCode> {
  return withEverything(call, async ({ overview }) => {
    const { usage } = await overview.usage();
    call.progress.clear();
    const { output, options } = call;
    const basis: ByteBasis = options.stored ? 'stored' : 'unpacked';
    if (options.json) await output.line(jsonText(usageRecord(usage, basis), 2));
    else for (const line of usageLines(usage, basis, output)) await output.line(line);
    return ExitCode.fine;
  });
}

function usageRecord({ totals, images, layers }: Usage, basis: ByteBasis): object {
  const { unknownLayers, absentLayers } = totals.disk[basis];
  return {
    basis,
    totals: {
      images: totals.images,
      layers: totals.layers,
      uniqueBytes: totals.unique[basis].bytes,
      sharedBytes: totals.shared[basis].bytes,
      diskBytes: totals.disk[basis].bytes,
      logicalBytes: totals.logical[basis].bytes,
      reclaimableBytes: totals.reclaimable[basis].bytes,
      unknownLayers,
      absentLayers,
    },
    images: images.map((image) => ({
      id: image.id,
      references: image.references,
      size: image.size[basis].bytes,
      shared: image.shared[basis].bytes,
      unique: image.unique[basis].bytes,
      unknownLayers: image.size[basis].unknownLayers,
      absentLayers: image.size[basis].absentLayers,
    })),
    layers: layers.map((layer) => ({
      diffId: layer.diffId,
      digest: layer.digest,
      bytes: bytesOfLayer(layer, basis),
      command: layer.command,
      images: layer.images.flatMap((image) => {
        const user = images[image];
        return user === undefined ? [] : [imageWord(user)];
      }),
    })),
  };
}

const imageColumns: readonly Column[] = [
  { title: 'image', align: 'left' },
  { title: 'ID', align: 'left' },
  { title: 'size', align: 'right' },
  { title: 'shared', align: 'right' },
  { title: 'unique', align: 'right' },
];
const layerColumns: readonly Column[] = [
  { title: 'layer', align: 'left' },
  { title: 'bytes', align: 'right' },
  { title: 'images', align: 'right' },
  { title: 'command', align: 'left' },
];
/** A command is never cut shorter than this, even where the line then wraps. */
const shortestCommand = 20;

function usageLines(usage: Usage, basis: ByteBasis, output: Output): readonly string[] {
  const { style } = output;
  const title = (text: string): string => style('dim', text);
  const images = usage.images.map((image) => [
    cell(imageTitle(image)),
    cell(image.id === null ? '-' : shortDigest(image.id)),
    ...[image.size, image.shared, image.unique].map((amounts) => amountCell(amounts, basis)),
  ]);
  const layers = usage.layers.map((layer) => {
    const bytes = bytesOfLayer(layer, basis);
    const digest = layer.diffId ?? layer.digest;
    return [
      cell(digest === null ? '-' : shortDigest(digest)),
      cell(bytes === null ? '-' : sizeText(bytes)),
      cell(countText(layer.images.length)),
      cell(oneLine(layer.command ?? '')),
    ];
  });
  const left = Math.max(shortestCommand, output.columns - widthBeforeLast(layerColumns, layers));
  const fitted = layers.map((row) =>
    row.map((each, at) => (at === row.length - 1 ? cell(clip(each.text, left)) : each)),
  );
  return [
    ...totalLines(usage.totals, basis),
    ...(images.length === 0 ? [] : ['', ...tableLines(imageColumns, images, title)]),
    ...(layers.length === 0 ? [] : ['', ...tableLines(layerColumns, fitted, title)]),
  ];
}

function totalLines(totals: UsageTotals, basis: ByteBasis): readonly string[] {
  const { bytes, unknownLayers, absentLayers } = totals.disk[basis];
  const what = `${countedText(totals.images, 'image')}, ${countedText(totals.layers, 'layer')}`;
  const saved = totals.logical[basis].bytes - bytes;
  return [
    `${what}: ${sizeText(bytes)} ${basis}`,
    `  unique       ${sizeText(totals.unique[basis].bytes)}`,
    `  shared       ${sizeText(totals.shared[basis].bytes)}`,
    `  unshared     ${sizeText(totals.logical[basis].bytes)} if nothing were shared, ${sizeText(saved)} more`,
    `  reclaimable  ${sizeText(totals.reclaimable[basis].bytes)} of images without a name`,
    ...(unknownLayers === 0 ? [] : [`  size unknown of ${countedText(unknownLayers, 'layer')}`]),
    ...(absentLayers === 0 ? [] : [`  not there: ${countedText(absentLayers, 'layer')}`]),
  ];
}

/** A sum that is too low by layers of unknown size says so. */
function amountCell(amounts: Amounts, basis: ByteBasis): Cell {
  const { bytes, unknownLayers } = amounts[basis];
  return cell(`${unknownLayers > 0 ? '≥ ' : ''}${sizeText(bytes)}`);
}
