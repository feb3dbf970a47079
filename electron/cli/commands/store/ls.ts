import { shortDigest } from '../../../../shared/model/digest.ts';
import { platformText } from '../../../../shared/model/platform.ts';
import type { StoreFilter, StoreImage, StoreTotals } from '../../../../shared/model/store.ts';
import { familiarName } from '../../../engine/image/reference.ts';
import { listImages, storeTotals } from '../../../engine/store/list-images.ts';
import { UsageFailure } from '../../cli-failure.ts';
import type { Command, CommandCall } from '../../command.ts';
import { ExitCode } from '../../exit-code.ts';
import { jsonText } from '../../json-text.ts';
import type { Output } from '../../output.ts';
import { hasError, problemLines, problemRecord } from '../../problem-lines.ts';
import { naming, noteAbsentStore, readStore } from '../../store-access.ts';
import { storeImageRecord } from '../../store-image-record.ts';
import { cell, tableLines } from '../../table.ts';
import type { Cell, Column } from '../../table.ts';
import { countedText, oneLine, sizeText } from '../../text.ts';

export const lsCommand: Command = {
  name: 'store ls',
  summary: 'List the images of the store, the newest first.',
  operands: ['[REF-GLOB]'],
  options: ['filter', 'store', 'json'],
  optionTexts: { quiet: 'IDs only, each once' },
  notes: [
    'Filters: reference=GLOB, dangling=true|false, label=NAME, label=NAME=VALUE, before=REF, since=REF.\nOf several globs one has to fit, of everything else all.',
    'Columns: name, ID, platform, time it was made, stored bytes, of those shared with others, unpacked\nbytes.',
  ],
  run: runLs,
};

async function runLs(call: CommandCall): Promise<ExitCode> {
  const { options, output } = call;
  const filter = filterOf(options.filters, call.operands);
  noteAbsentStore(call);
  const library = await readStore(call);
  const images = await naming(() => listImages(library, filter));
  const { problems } = library;
  const code = hasError(problems) ? ExitCode.findings : ExitCode.fine;
  if (options.json) {
    const record = {
      images: images.map(storeImageRecord),
      totals: storeTotals(library),
      problems: problems.map(problemRecord),
    };
    await output.line(jsonText(record, 2));
    return code;
  }
  if (options.quiet) {
    const ids = images.flatMap(({ image }) => image.id ?? image.manifestDigest ?? []);
    for (const id of new Set(ids)) await output.line(id);
    return code;
  }
  for (const line of tableOf(images, output)) await output.line(line);
  for (const line of problemLines(problems, library.images, output.style)) await output.line(line);
  if (output.isTerminal) {
    await output.line(output.style('dim', totalsLine(storeTotals(library))));
  }
  return code;
}

/** The filter that the command line says. Throws UsageFailure. */
export function filterOf(filters: readonly string[], globs: readonly string[]): StoreFilter {
  let filter: StoreFilter = globs.length === 0 ? {} : { references: globs };
  for (const text of filters) filter = withFilter(filter, text);
  return filter;
}

function withFilter(filter: StoreFilter, text: string): StoreFilter {
  const cut = text.indexOf('=');
  const value = text.slice(cut + 1);
  switch (cut < 0 ? '' : text.slice(0, cut)) {
    case 'reference':
      return { ...filter, references: [...(filter.references ?? []), value] };
    case 'dangling':
      if (value !== 'true' && value !== 'false') break;
      return { ...filter, dangling: value === 'true' };
    case 'label':
      return { ...filter, labels: [...(filter.labels ?? []), value] };
    case 'before':
      return { ...filter, before: value };
    case 'since':
      return { ...filter, since: value };
  }
  throw new UsageFailure(`--filter cannot be ${oneLine(text)}`);
}

const columns: readonly Column[] = [
  { title: 'name', align: 'left' },
  { title: 'ID', align: 'left' },
  { title: 'platform', align: 'left' },
  { title: 'created', align: 'left' },
  { title: 'stored', align: 'right' },
  { title: 'shared', align: 'right' },
  { title: 'unpacked', align: 'right' },
];

/** A line for each name. */
function tableOf(images: readonly StoreImage[], { style, isTerminal }: Output): readonly string[] {
  const rows = images.flatMap((stored): readonly (readonly Cell[])[] => {
    const { image, size } = stored;
    const names =
      image.references.length === 0 ? ['(no name)'] : image.references.map(familiarName);
    const id = image.id ?? image.manifestDigest;
    return names.map((name) => [
      cell(oneLine(name)),
      cell(id === null ? '-' : shortDigest(id)),
      cell(oneLine(platformText(image.platform))),
      cell(image.created === null ? '-' : oneLine(image.created.slice(0, 'YYYY-MM-DD'.length))),
      cell(sizeText(size.storedBytes)),
      cell(sizeText(size.sharedBytes)),
      cell(size.unpackedBytes === null ? '-' : sizeText(size.unpackedBytes)),
    ]);
  });
  if (rows.length === 0) return [];
  const [titles = '', ...lines] = tableLines(columns, rows, (title) => style('dim', title));
  return isTerminal ? [titles, ...lines] : lines;
}

function totalsLine({ images, layers, storedBytes, unreferencedBytes }: StoreTotals): string {
  const loose =
    unreferencedBytes === 0 ? '' : `, ${sizeText(unreferencedBytes)} that nothing names`;
  const all = `${countedText(images, 'image')}, ${countedText(layers, 'layer')}`;
  return `${all}, ${sizeText(storedBytes)} stored${loose}`;
}
