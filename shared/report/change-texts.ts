import { formatBytesDifference } from '../format/difference.ts';
import { pathExcerpt } from '../format/excerpt.ts';
import { formatOctalMode } from '../format/mode.ts';
import type { Texts } from '../i18n/t.ts';
import type { ChangeReason } from '../model/change.ts';
import type { ChangedPath, ChangedPathSide } from '../model/changed-path.ts';
import type { FileChanges } from '../model/comparison.ts';
import type { Owner } from '../model/entry.ts';
import type { Quote } from './parting-sentence.ts';

/** Characters of another path, or of a link's target, that are shown beside a path. */
const detailCharacters = 120;

/** `12 added (+3 MB), 3 removed (−1 MB), 45 modified`; empty when there is nothing but times. */
export function countsText(files: FileChanges, { t, locale, list }: Texts): string {
  const { added, removed, moved, grownBytes, shrunkBytes } = files;
  const modified = files.modified - files.timeOnly;
  const parts: string[] = [];
  const add = (count: number, text: string, bytes: number): void => {
    if (count === 0) return;
    parts.push(bytes === 0 ? text : `${text} (${formatBytesDifference(bytes, locale)})`);
  };
  add(added, t('report.count.added', { count: added }), files.addedBytes);
  add(removed, t('report.count.removed', { count: removed }), -files.removedBytes);
  add(modified, t('report.count.modified', { count: modified }), grownBytes - shrunkBytes);
  add(moved, t('report.count.moved', { count: moved }), 0);
  return list(parts);
}

/** What differs in a path, a few words for each reason, with the values where they are short. */
export function changeDetails(path: ChangedPath, { t }: Texts, quote: Quote): readonly string[] {
  const shown = (text: string): string => quote(pathExcerpt(text, detailCharacters));
  const { a, b, movedFrom } = path;
  const from = movedFrom === null ? [] : [t('report.movedFrom', { path: shown(movedFrom) })];
  return [...from, ...path.reasons.map((reason) => reasonDetail(reason, a, b, { t, shown }))];
}

interface Words {
  readonly t: Texts['t'];
  readonly shown: Quote;
}

function reasonDetail(
  reason: ChangeReason,
  a: ChangedPathSide | null,
  b: ChangedPathSide | null,
  { t, shown }: Words,
): string {
  const word = t(`reason.${reason}`);
  if (a === null || b === null) return word;
  switch (reason) {
    case 'mode':
      return `${word} ${formatOctalMode(a.mode)} → ${formatOctalMode(b.mode)}`;
    case 'owner':
      return `${word} ${ownerNumbers(a.owner)} → ${ownerNumbers(b.owner)}`;
    case 'type':
      return `${word} ${t(`entryType.${a.type}`)} → ${t(`entryType.${b.type}`)}`;
    case 'link':
      return `${word} ${shown(a.link ?? '')} → ${shown(b.link ?? '')}`;
    case 'content':
    case 'mtime':
    case 'xattr':
      return word;
  }
}

/** Names are informative, the numbers are what differs. */
function ownerNumbers({ uid, gid }: Owner): string {
  return `${uid}:${gid}`;
}
