import { formatBytes, formatExactBytes } from '../../../shared/format/bytes.ts';
import { formatMode, formatOctalMode } from '../../../shared/format/mode.ts';
import { formatTime } from '../../../shared/format/time.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import type { TextKey, Texts } from '../../../shared/i18n/t.ts';
import type { PairDetail, PairSide } from '../../../shared/model/comparison.ts';
import type { ExtendedAttribute } from '../../../shared/model/entry.ts';
import type { EntryAttributes } from '../../../shared/model/view.ts';
import { typeWords } from '../../i18n/words.ts';
import { exactTime, ownerLine } from '../inspector/attribute-changes.ts';
import { sameXattr } from '../inspector/xattr-value.ts';

/** One attribute of a path on both sides. */
export type AttributeRow =
  | {
      readonly kind: 'text';
      readonly label: TextKey;
      /** Null where the side has not the path, or the attribute means nothing there. */
      readonly a: string | null;
      readonly b: string | null;
      readonly changed: boolean;
      readonly mono: boolean;
    }
  | {
      readonly kind: 'xattr';
      readonly name: string;
      readonly a: ExtendedAttribute | null;
      readonly b: ExtendedAttribute | null;
      readonly changed: boolean;
    };

type TextRow = Extract<AttributeRow, { kind: 'text' }>;

/** The attributes of both sides in words, those that neither side has left out. Layers and hashes are not among them. */
export function attributeRows(
  detail: Pick<PairDetail, 'a' | 'b'>,
  texts: Texts,
): readonly AttributeRow[] {
  const { a, b } = detail;
  const { t } = texts;
  const row = (
    label: TextKey,
    words: (side: PairSide) => string | null,
    changed: (one: EntryAttributes, other: EntryAttributes) => boolean,
    mono = false,
  ): readonly TextRow[] => {
    const [wordsA, wordsB] = [a, b].map((side) => (side === null ? null : words(side)));
    if ((wordsA ?? null) === null && (wordsB ?? null) === null) return [];
    return [
      {
        kind: 'text',
        label,
        a: wordsA ?? null,
        b: wordsB ?? null,
        changed: a !== null && b !== null && changed(a.attributes, b.attributes),
        mono,
      },
    ];
  };
  const moved = a !== null && b !== null && a.path !== b.path;
  return [
    ...(moved
      ? row(
          'compareContent.path',
          ({ path }) => `/${visibleLine(path)}`,
          () => true,
          true,
        )
      : []),
    ...row('inspector.type', ({ attributes }) => t(typeWords[attributes.type]), differ('type')),
    ...row('inspector.size', (side) => sizeText(side.attributes, texts), differ('bytes')),
    ...row(
      'inspector.mode',
      ({ attributes: { mode, type } }) => `${formatMode(mode, type)} ${formatOctalMode(mode)}`,
      differ('mode'),
      true,
    ),
    ...row(
      'inspector.owner',
      ({ attributes }) => ownerLine(attributes.owner),
      (one, other) => one.owner.uid !== other.owner.uid || one.owner.gid !== other.owner.gid,
    ),
    ...row('inspector.modified', timeWords(detail, texts), differ('modified')),
    ...row(
      'inspector.link',
      ({ attributes }) => (attributes.link === null ? null : visibleLine(attributes.link)),
      differ('link'),
      true,
    ),
    ...row(
      'inspector.device',
      ({ attributes: { device } }) => (device === null ? null : `${device.major}:${device.minor}`),
      (one, other) =>
        one.device?.major !== other.device?.major || one.device?.minor !== other.device?.minor,
    ),
    ...xattrRows(a, b),
  ];
}

function differ(
  key: 'type' | 'bytes' | 'mode' | 'modified' | 'link',
): (one: EntryAttributes, other: EntryAttributes) => boolean {
  return (one, other) => one[key] !== other[key];
}

function sizeText({ bytes, type }: EntryAttributes, { locale, t }: Texts): string | null {
  if (type !== 'file' && (type !== 'directory' || bytes === 0)) return null;
  const exact = formatExactBytes(bytes, t);
  return bytes < 1000 ? exact : `${formatBytes(bytes, locale)} (${exact})`;
}

/** Times as the locale writes them, or to the last fraction where that does not tell them apart. */
function timeWords(
  { a, b }: Pick<PairDetail, 'a' | 'b'>,
  { locale }: Texts,
): (side: PairSide) => string {
  const plain = (side: PairSide): string => formatTime(side.attributes.modified, locale);
  const close =
    a !== null &&
    b !== null &&
    a.attributes.modified !== b.attributes.modified &&
    plain(a) === plain(b);
  return close ? ({ attributes }) => exactTime(attributes.modified) : plain;
}

function xattrRows(a: PairSide | null, b: PairSide | null): readonly AttributeRow[] {
  const [ofA, ofB] = [a, b].map(
    (side) => new Map(side?.attributes.xattrs.map((xattr) => [xattr.name, xattr])),
  );
  const names = new Set([...(ofA?.keys() ?? []), ...(ofB?.keys() ?? [])]);
  return [...names].toSorted().map((name) => {
    const [one, other] = [ofA?.get(name), ofB?.get(name)];
    return {
      kind: 'xattr',
      name,
      a: one ?? null,
      b: other ?? null,
      changed: a !== null && b !== null && !sameXattr(one, other),
    };
  });
}
