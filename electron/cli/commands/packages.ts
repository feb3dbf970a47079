import type { InstalledPackage } from '../../../shared/model/package.ts';
import type {
  LayerPackageChange,
  LayerPackages,
  PackageLayers,
  UnownedFile,
} from '../../../shared/model/package-layers.ts';
import { formatBytesDifference } from '../../../shared/format/difference.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import { packageLayers, unownedFiles } from '../../engine/session/package-layers.ts';
import type { AsJob } from '../../engine/session/jobs.ts';
import { plainSpaces } from '../compare/plain-spaces.ts';
import { changeMarks } from '../change-marks.ts';
import { chooseLayer } from '../choose-layers.ts';
import type { Command, CommandCall } from '../command.ts';
import { ExitCode } from '../exit-code.ts';
import { jsonText, writeJsonArray } from '../json-text.ts';
import type { Output } from '../output.ts';
import { withStack } from '../read-stack.ts';
import type { ReadStack } from '../read-stack.ts';
import { cell, tableLines } from '../table.ts';
import type { Column } from '../table.ts';
import { countText, countedText, oneLine, sizeText } from '../text.ts';

export const packagesCommand: Command = {
  name: 'packages',
  summary: 'Say what each layer installed, and which files no package owns.',
  operands: ['PATH'],
  options: ['image', 'platform', 'layer', 'unowned', 'store', 'json'],
  optionTexts: { layer: 'only what layer N did, counted from 0' },
  notes: [
    'dpkg, apk, rpm (SQLite), npm and Python. Bytes of a package are those that its own record names;\nbytes of files are those that the layer stores. What a manager itself keeps belongs to it.',
  ],
  run: runPackages,
};

function runPackages(call: CommandCall): Promise<ExitCode> {
  return withStack(call, async (stack) => {
    const { options, output, progress, signal } = call;
    const { read, archive } = stack;
    if (options.unowned) {
      await writeUnowned(call, stack);
      return ExitCode.fine;
    }
    const found = await packageLayers(read, archive.tasks, asJob(stack), signal);
    progress.clear();
    const only =
      options.layer === null ? null : chooseLayer(options.layer, read.tree.layers.length);
    const layers = found.layers.filter(({ layer }) => only === null || layer === only);
    if (options.json) await output.line(jsonText(packagesRecord(found, layers), 2));
    else for (const line of packagesLines(found, layers, output)) await output.line(line);
    return ExitCode.fine;
  });
}

function asJob({ archive }: ReadStack): AsJob {
  return (_, work) => work(archive.job('reading packages'));
}

/** Without the numbers of paths, which mean nothing outside of the engine. */
function packagesRecord(found: PackageLayers, layers: readonly LayerPackages[]): object {
  return {
    ...found,
    layers,
    unownedPlaces: found.unownedPlaces.map(({ path, direct, layer, files, bytes }) => {
      return { path, direct, layer, files, bytes };
    }),
  };
}

/** Files that are asked for at a time. */
const part = 10_000;

async function writeUnowned(call: CommandCall, stack: ReadStack): Promise<void> {
  const { read, archive } = stack;
  const job = asJob(stack);
  const layer =
    call.options.layer === null ? null : chooseLayer(call.options.layer, read.tree.layers.length);
  const files: UnownedFile[] = [];
  for (let start = 0, total = 1; start < total; start += part) {
    const where = { node: 0, direct: false, start, count: part };
    const found = await unownedFiles(read, where, archive.tasks, job, call.signal);
    total = found.total;
    files.push(...found.rows.filter((file) => layer === null || file.layer === layer));
  }
  call.progress.clear();
  if (call.options.json) {
    await writeJsonArray(
      call.output,
      files.map(({ path, layer: storedIn, bytes }) => ({ path, layer: storedIn, bytes })),
    );
    return;
  }
  const width = String(files[0]?.bytes ?? 0).length;
  for (const { path, bytes, layer: storedIn } of files) {
    const number = String(storedIn).padStart(3);
    await call.output.line(`${String(bytes).padStart(width)}  ${number}  ${visibleLine(path)}`);
  }
}

const placeColumns: readonly Column[] = [
  { title: 'bytes', align: 'right' },
  { title: 'files', align: 'right' },
  { title: 'layer', align: 'right' },
  { title: 'belongs to no package', align: 'left' },
];
const shownPlaces = 20;

function* packagesLines(
  found: PackageLayers,
  layers: readonly LayerPackages[],
  output: Output,
): Generator<string> {
  const { style } = output;
  for (const each of layers) {
    yield `${style('bold', `layer ${each.layer}`)}  ${layerSums(each)}`;
    for (const change of each.changes) yield changeLine(change, output);
  }
  for (const { manager, path, reason } of found.unread) {
    yield `not read (${manager}, ${reason}): ${visibleLine(path)}`;
  }
  if (layers.length < found.layers.length) return;
  const { owned, unowned } = found;
  yield '';
  yield `final view: ${sumText(owned)} of packages, ${sumText(unowned)} of none`;
  const rows = found.unownedPlaces
    .slice(0, shownPlaces)
    .map(({ bytes, files, layer, path, direct }) => [
      cell(sizeText(bytes)),
      cell(countText(files)),
      cell(String(layer)),
      cell(direct ? `${visibleLine(`${path}/`)}*` : visibleLine(path)),
    ]);
  if (rows.length > 0) yield* tableLines(placeColumns, rows, (text) => style('dim', text));
}

function sumText({ files, bytes }: { readonly files: number; readonly bytes: number }): string {
  return `${countedText(files, 'file')} (${sizeText(bytes)})`;
}

function layerSums({
  installedBytes,
  removedBytes,
  ownedBytes,
  unownedBytes,
}: LayerPackages): string {
  return [
    ...(installedBytes > 0 ? [`+${sizeText(installedBytes)} of packages`] : []),
    ...(removedBytes > 0 ? [`-${sizeText(removedBytes)} of packages`] : []),
    `files: ${sizeText(ownedBytes)} of packages, ${sizeText(unownedBytes)} of none`,
  ].join(', ');
}

function changeLine({ change, before, after }: LayerPackageChange, { style }: Output): string {
  const { mark, paint } = changeMarks[markOf[change]];
  const shown = after ?? before;
  const text = `  ${mark} ${shown?.manager ?? ''} ${oneLine(shown?.name ?? '')} ${versions(before, after)}`;
  return `${style(paint, text)}${changedBytes(before, after)}`;
}

/** Bytes of what came or went, and by how many one that changed is larger or smaller. */
function changedBytes(before: InstalledPackage | null, after: InstalledPackage | null): string {
  if (before === null || after === null) {
    const bytes = (after ?? before)?.bytes ?? null;
    return bytes === null ? '' : `  ${sizeText(bytes)}`;
  }
  if (before.bytes === null || after.bytes === null) return '';
  return `  ${plainSpaces(formatBytesDifference(after.bytes - before.bytes, 'en'))}`;
}

const markOf = { installed: 'added', removed: 'removed', changed: 'modified' } as const;

function versions(before: InstalledPackage | null, after: InstalledPackage | null): string {
  return [before, after]
    .flatMap((each) => (each === null ? [] : [oneLine(each.version)]))
    .join(' -> ');
}
