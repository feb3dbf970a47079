import { sides } from '../../../shared/model/comparison.ts';
import type { ConfigDifference, Side } from '../../../shared/model/comparison.ts';
import type { ChangeKind } from '../../../shared/model/change.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import { changeWords } from '../../i18n/words.ts';
import { useText } from '../../i18n/use-text.ts';
import { ChangeMark } from '../../ui/change-mark.tsx';
import { MarkedText } from './marked-text.tsx';
import type { SameKey } from './same-keys.ts';
import { valueLines } from './value-lines.ts';
import type { ValueLine } from './value-lines.ts';
import styles from './config-differences.module.css';

/** A key whose values differ, with both of them. */
export function KeyRow({ difference }: { readonly difference: ConfigDifference }) {
  const { t } = useText();
  const change = changeOf(difference);
  const lines = valueLines(difference);
  return (
    <tr>
      <th scope="row" className={styles.key}>
        <span className={styles.keyName}>
          <ChangeMark change={change} label={t(changeWords[change])} />
          <span data-selectable="">{visibleLine(difference.key)}</span>
        </span>
      </th>
      {sides.map((side) => (
        <td key={side} data-selectable="">
          <Value side={side} lines={lines[side]} />
        </td>
      ))}
    </tr>
  );
}

/** A key that both have with one value. */
export function SameKeyRow({ same: { key, value } }: { readonly same: SameKey }) {
  const { a } = valueLines({ key, a: value, b: null });
  return (
    <tr className={styles.same}>
      <th scope="row" className={styles.key}>
        <span className={styles.keyName} data-selectable="">
          {visibleLine(key)}
        </span>
      </th>
      {sides.map((side) => (
        <td key={side} data-selectable="">
          <Value side={side} lines={a} />
        </td>
      ))}
    </tr>
  );
}

function changeOf({ a, b }: ConfigDifference): ChangeKind {
  if (a === null) return 'added';
  return b === null ? 'removed' : 'modified';
}

interface ValueProps {
  readonly side: Side;
  readonly lines: readonly ValueLine[] | null;
}

function Value({ side, lines }: ValueProps) {
  const { t } = useText();
  if (lines === null) return <span className={styles.absent}>{t('report.config.absent')}</span>;
  return (
    <ul className={styles.lines}>
      {lines.map((line, place) => (
        <li key={place} className={styles.line} data-lacking={line.lacking || undefined}>
          {lines.some(({ lacking }) => lacking) && (
            <span className={styles.sign} aria-hidden="true">
              {line.lacking ? (side === 'a' ? '−' : '+') : ''}
            </span>
          )}
          <span>
            <MarkedText side={side} pieces={line.pieces} />
          </span>
        </li>
      ))}
    </ul>
  );
}
