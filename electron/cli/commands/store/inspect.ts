import { platformText } from '../../../../shared/model/platform.ts';
import { parseJson } from '../../../engine/image/json.ts';
import { inspectImage } from '../../../engine/store/list-images.ts';
import type { InspectedImage } from '../../../engine/store/list-images.ts';
import type { LayerRecords } from '../../../engine/store/layer-records.ts';
import type { Command, CommandCall } from '../../command.ts';
import { ExitCode } from '../../exit-code.ts';
import { jsonText } from '../../json-text.ts';
import type { Output } from '../../output.ts';
import { naming, readStore } from '../../store-access.ts';
import { storeImageRecord } from '../../store-image-record.ts';
import { cell, tableLines } from '../../table.ts';
import type { Column } from '../../table.ts';
import { oneLine, sizeText } from '../../text.ts';

export const inspectCommand: Command = {
  name: 'store inspect',
  summary: 'Show what the documents of an image say, without reading its layers.',
  operands: ['REF'],
  options: ['store', 'json'],
  optionTexts: {},
  notes: ['`inspect store:REF` reads the layers too and shows what they change.'],
  run: runInspect,
};

async function runInspect(call: CommandCall): Promise<ExitCode> {
  const { operands, options, output } = call;
  const library = await readStore(call);
  const image = await naming(() => inspectImage(library, operands[0] ?? ''));
  if (options.json) {
    const record = {
      ...storeImageRecord(image),
      layers: layersOf(image, library.records),
      manifest: valueOf(image.documents.manifest),
      config: valueOf(image.documents.config),
    };
    await output.line(jsonText(record, 2));
  } else {
    for (const line of overview(image, library.records, output)) await output.line(line);
  }
  return ExitCode.fine;
}

interface InspectedLayer {
  readonly index: number;
  readonly diffId: string | null;
  readonly digest: string | null;
  readonly mediaType: string;
  readonly storedBytes: number | null;
  /** Null until somebody has read the layer. */
  readonly unpackedBytes: number | null;
  readonly available: boolean;
}

function layersOf({ image }: InspectedImage, records: LayerRecords): readonly InspectedLayer[] {
  return image.layers.map(({ index, diffId, digest, mediaType, storedBytes, availability }) => {
    const unpackedBytes = digest === null ? null : (records.get(digest)?.unpackedBytes ?? null);
    const available = availability === 'available';
    return { index, diffId, digest, mediaType, storedBytes, unpackedBytes, available };
  });
}

/** The value of a document; null when there is none or it is no JSON. */
function valueOf(text: string | null): unknown {
  const parsed = text === null ? null : parseJson(new TextEncoder().encode(text));
  return parsed?.ok === true ? parsed.value : null;
}

const columns: readonly Column[] = [
  { title: 'layer', align: 'right' },
  { title: 'stored', align: 'right' },
  { title: 'unpacked', align: 'right' },
  { title: 'diff ID', align: 'left' },
];

function overview(
  inspected: InspectedImage,
  records: LayerRecords,
  { style }: Output,
): readonly string[] {
  const { image, size, labels } = inspected;
  const names = image.references.length === 0 ? ['(no name)'] : image.references;
  const line = (title: string, text: string): string =>
    `  ${style('dim', title.padEnd(10))}${oneLine(text)}`;
  const unpacked = size.unpackedBytes === null ? '' : `, ${sizeText(size.unpackedBytes)} unpacked`;
  const shared = size.sharedBytes === 0 ? '' : `, ${sizeText(size.sharedBytes)} of it shared`;
  const rows = layersOf(inspected, records).map((layer) => [
    cell(String(layer.index)),
    cell(layer.storedBytes === null ? '-' : sizeText(layer.storedBytes)),
    cell(layer.unpackedBytes === null ? '-' : sizeText(layer.unpackedBytes)),
    cell(layer.diffId ?? '-'),
  ]);
  const table = tableLines(columns, rows, (title) => style('dim', title));
  return [
    style('bold', names.map(oneLine).join('  ')),
    ...(image.id === null ? [] : [line('ID', image.id)]),
    ...(image.manifestDigest === null ? [] : [line('manifest', image.manifestDigest)]),
    line('platform', platformText(image.platform)),
    ...(image.created === null ? [] : [line('created', image.created)]),
    line('size', `${sizeText(size.storedBytes)} stored${shared}${unpacked}`),
    ...labels.map(({ name, value }, at) => line(at === 0 ? 'labels' : '', `${name}=${value}`)),
    ...(rows.length === 0 ? [] : ['', ...table.map((each) => `  ${each}`)]),
  ];
}
