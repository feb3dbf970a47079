import { randomUUID } from 'node:crypto';
import type {
  DuplicateCopy,
  DuplicateGroup,
  Duplicates,
} from '../../../shared/model/duplicates.ts';
import type { Image } from '../../../shared/model/image.ts';
import type { Grant } from '../../../shared/model/source.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import { findDuplicates } from '../../engine/session/duplicates.ts';
import type { PlacedImage } from '../../engine/session/duplicates.ts';
import { parseByteSize } from '../byte-size.ts';
import { UsageFailure } from '../cli-failure.ts';
import type { Command, CommandCall } from '../command.ts';
import { withEngine } from '../engine-session.ts';
import { ExitCode } from '../exit-code.ts';
import { jsonText } from '../json-text.ts';
import { imageTitle, imageWord } from '../named-image.ts';
import { bytesOfOperand, openOperand } from '../open-operand.ts';
import type { OpenedArchive } from '../open-operand.ts';
import type { Output } from '../output.ts';
import { countText, countedText, oneLine, sizeText } from '../text.ts';

export const duplicatesCommand: Command = {
  name: 'duplicates',
  summary: 'Find files of equal content that are stored more than once.',
  operands: ['PATH…'],
  options: ['min', 'store', 'json'],
  optionTexts: {},
  notes: [
    'All images of all PATHs are looked through. A layer that several of them have is one layer, and a\nhard-linked file is one copy. Files of equal size are hashed where nobody knows their hash yet.',
    'Copies that the final view of their image does not show are marked with `-`.',
  ],
  run: runDuplicates,
};

/** An image that was looked through, for people. */
interface NamedPlace {
  readonly archive: string;
  readonly image: Image;
}

function runDuplicates(call: CommandCall): Promise<ExitCode> {
  const minBytes = leastBytes(call.options.min);
  const bytes = call.operands.reduce((sum, operand) => sum + bytesOfOperand(operand), 0);
  return withEngine(call, bytes, async (engine) => {
    const opened: OpenedArchive[] = [];
    try {
      for (const operand of call.operands) opened.push(await openOperand(call, engine, operand));
      const names = new Map<string, NamedPlace>();
      const images: PlacedImage[] = [];
      for (const archive of opened) images.push(...(await readAll(archive, names)));
      const job = engine.job('hashing');
      const found = await findDuplicates(images, minBytes, engine.session.shelf, job);
      call.progress.clear();
      if (call.options.json) {
        await call.output.line(jsonText(duplicatesRecord(found, names), 2));
      } else {
        for (const line of duplicatesLines(found, names, call.output)) await call.output.line(line);
      }
      return ExitCode.fine;
    } finally {
      for (const { source } of opened) await source.close();
    }
  });
}

function leastBytes(text: string | null): number {
  if (text === null) return 1;
  const bytes = parseByteSize(text) ?? 0;
  if (bytes < 1) {
    throw new UsageFailure(`--min takes a size such as 4096, 20MB or 1.5GiB, not ${oneLine(text)}`);
  }
  return bytes;
}

/** The images of one archive, each under a made-up grant that `names` explains. */
async function readAll(
  { name, source, read }: OpenedArchive,
  names: Map<string, NamedPlace>,
): Promise<readonly PlacedImage[]> {
  const grant = randomUUID() as string as Grant;
  const images: PlacedImage[] = [];
  for (const image of source.archive.contents.images) {
    names.set(`${grant} ${image.key}`, { archive: name, image });
    images.push({
      grant,
      image: image.key,
      read: await read(image.key),
      statedDiffIds: source.image(image.key).layers.map(({ statedDiffId }) => statedDiffId),
    });
  }
  return images;
}

function placeOf(copy: DuplicateCopy, names: ReadonlyMap<string, NamedPlace>): NamedPlace {
  return names.get(`${copy.grant} ${copy.image}`)!;
}

function duplicatesRecord(found: Duplicates, names: ReadonlyMap<string, NamedPlace>): object {
  return {
    savedBytes: found.savedBytes,
    groupCount: found.groupCount,
    files: found.files,
    hashedBytes: found.hashedBytes,
    unreadLayers: found.unreadLayers,
    groups: found.groups.map(({ hash, bytes, copyCount, savedBytes, copies }) => ({
      hash: `sha256:${hash}`,
      bytes,
      copyCount,
      savedBytes,
      copies: copies.map((copy) => {
        const { archive, image } = placeOf(copy, names);
        const { path, layer, visible, images } = copy;
        return { archive, image: imageWord(image), layer, path, visible, images };
      }),
    })),
  };
}

/** Groups and copies of each that are shown to people; JSON has more. */
const shownGroups = 50;
const shownCopies = 10;

function* duplicatesLines(
  found: Duplicates,
  names: ReadonlyMap<string, NamedPlace>,
  { style }: Output,
): Generator<string> {
  const groups = `${countedText(found.groupCount, 'content')} stored more than once`;
  yield `${groups}, ${sizeText(found.savedBytes)} beyond one copy of each`;
  if (found.unreadLayers > 0) {
    yield `${countedText(found.unreadLayers, 'layer')} could not be read whole`;
  }
  const several = names.size > 1;
  for (const group of found.groups.slice(0, shownGroups)) {
    yield '';
    yield style('bold', groupTitle(group));
    for (const copy of group.copies.slice(0, shownCopies)) {
      const { archive, image } = placeOf(copy, names);
      const where = several ? `${oneLine(archive)} ${imageTitle(image)}  ` : '';
      const line = `${copy.visible ? ' ' : '-'} ${where}layer ${copy.layer}  ${visibleLine(copy.path)}`;
      yield copy.visible ? line : style('dim', line);
    }
    const more = group.copyCount - Math.min(group.copies.length, shownCopies);
    if (more > 0) yield style('dim', `  and ${countText(more)} more`);
  }
  const more = found.groupCount - Math.min(found.groups.length, shownGroups);
  if (more > 0) yield '';
  if (more > 0) yield style('dim', `${countedText(more, 'more content')} with less to save`);
}

function groupTitle({ bytes, copyCount, savedBytes, hash }: DuplicateGroup): string {
  const saved = `${sizeText(savedBytes)} to save`;
  return `${saved}: ${countText(copyCount)} × ${sizeText(bytes)}  ${hash.slice(0, 12)}`;
}
