import type { Texts } from '../../../shared/i18n/t.ts';
import type { FamilyMember, Lineage } from '../../../shared/model/lineage.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import { shortReference } from '../../i18n/words.ts';
import { markWords } from './lineage-words.ts';

/** One line of a box of the family tree. */
export interface BoxLine {
  readonly kind: 'image' | 'shared' | 'known-as' | 'more';
  readonly text: string;
  /** How a name is known, in a word; empty for a line that is no such name. It is never cut off. */
  readonly mark: string;
  /** Position in `Lineage.images` for a line that names one. */
  readonly image: number | null;
}

const shownImages = 5;
const shownNames = 2;

/**
 * What is written into a box: its images as leaves, or that it is none, and what else it is called. `called` are the
 * names of all images of the lineage: see `imageTexts`.
 */
export function boxLines(
  lineage: Lineage,
  member: FamilyMember,
  called: readonly string[],
  { t }: Texts,
): readonly BoxLine[] {
  const { images, names } = member;
  const shown = images.length > shownImages + 1 ? shownImages : images.length;
  const lines = images.slice(0, shown).map((image): BoxLine => {
    const more = (lineage.images[image]?.references.length ?? 0) - 1;
    const name = called[image] ?? '';
    return { kind: 'image', text: more > 0 ? `${name} +${more}` : name, mark: '', image };
  });
  if (images.length > shown) {
    lines.push(plain('more', t('lineage.moreImages', { count: images.length - shown })));
  }
  if (images.length === 0) lines.push(plain('shared', t('lineage.shared')));
  for (const { how, name } of names.slice(0, shownNames)) {
    const text = visibleLine(shortReference(name));
    lines.push({ kind: 'known-as', text, mark: t(markWords[how]), image: null });
  }
  return lines;
}

function plain(kind: BoxLine['kind'], text: string): BoxLine {
  return { kind, text, mark: '', image: null };
}
