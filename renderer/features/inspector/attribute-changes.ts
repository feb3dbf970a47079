import { formatBytes, formatExactBytes } from '../../../shared/format/bytes.ts';
import { formatMode, formatOctalMode } from '../../../shared/format/mode.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import type { Texts } from '../../../shared/i18n/t.ts';
import type { ChangeReason } from '../../../shared/model/change.ts';
import type { Owner } from '../../../shared/model/entry.ts';
import type { EntryAttributes, EntryDetail } from '../../../shared/model/view.ts';
import { typeWords } from '../../i18n/words.ts';
import { columnTime } from '../files/column-time.ts';

/** One attribute of a modified path, before and after, in words. */
export interface AttributeChange {
  readonly reason: Exclude<ChangeReason, 'xattr'>;
  readonly before: string;
  readonly after: string;
}

/**
 * The attributes that the detail's reasons name, in words. Extended attributes are left to `xattrChanges`. Empty unless
 * the path is there both before and after.
 */
export function attributeChanges(detail: EntryDetail, texts: Texts): readonly AttributeChange[] {
  const { before, after } = detail;
  if (before === null || after === null) return [];
  return detail.reasons.flatMap((reason) =>
    reason === 'xattr' ? [] : [{ reason, ...bothWords(reason, before, after, texts) }],
  );
}

/** `1000:1000 (app:app)`: the numbers, which engines go by, and the names where the layer gives them. */
export function ownerLine(owner: Owner): string {
  const numbers = `${owner.uid}:${owner.gid}`;
  if (owner.userName === '' && owner.groupName === '') return numbers;
  return `${numbers} (${visibleLine(owner.userName)}:${visibleLine(owner.groupName)})`;
}

/** A moment to the last known fraction of a second, in UTC: for telling two close ones apart. */
export function exactTime(milliseconds: number): string {
  if (!(Math.abs(milliseconds) <= 8.64e15)) return `@${milliseconds / 1000}`;
  const whole = Math.floor(milliseconds);
  const text = new Date(whole).toISOString();
  const rest = (milliseconds - whole).toFixed(6).slice(2).replace(/0+$/, '');
  return text.replace('Z', `${rest}Z`);
}

function bothWords(
  reason: AttributeChange['reason'],
  before: EntryAttributes,
  after: EntryAttributes,
  texts: Texts,
): { readonly before: string; readonly after: string } {
  const words = { before: word(reason, before, texts), after: word(reason, after, texts) };
  if (words.before !== words.after) return words;
  if (reason === 'mtime') {
    return { before: exactTime(before.modified), after: exactTime(after.modified) };
  }
  if (reason === 'content' && before.contentHash !== null && after.contentHash !== null) {
    return { before: before.contentHash.slice(0, 12), after: after.contentHash.slice(0, 12) };
  }
  return words;
}

function word(
  reason: AttributeChange['reason'],
  attributes: EntryAttributes,
  texts: Texts,
): string {
  const { t, locale } = texts;
  switch (reason) {
    case 'type':
      return t(typeWords[attributes.type]);
    case 'content':
      return attributes.bytes < 1000
        ? formatExactBytes(attributes.bytes, t)
        : `${formatBytes(attributes.bytes, locale)} (${texts.number(attributes.bytes)})`;
    case 'mode':
      return `${formatMode(attributes.mode, attributes.type)} ${formatOctalMode(attributes.mode)}`;
    case 'owner':
      return ownerLine(attributes.owner);
    case 'mtime':
      return columnTime(attributes.modified, locale);
    case 'link':
      return attributes.link === null ? '–' : visibleLine(attributes.link);
  }
}
