import type { ReactNode } from 'react';
import type { Side } from '../../../shared/model/comparison.ts';
import { useText } from '../../i18n/use-text.ts';
import inspector from '../inspector/inspector.module.css';
import { XattrText } from '../inspector/xattr-text.tsx';
import type { AttributeRow } from './content-attribute-rows.ts';
import styles from './content.module.css';

export interface AttributeLineProps {
  readonly label: string;
  readonly changed: boolean;
  /** There is no other version: `b` stands alone. */
  readonly single?: boolean;
  readonly a: ReactNode;
  readonly b: ReactNode;
}

/** One attribute of two versions of a path in a table; marked where they differ. */
export function AttributeLine({ label, changed, single = false, a, b }: AttributeLineProps) {
  const { t } = useText();
  return (
    <tr data-changed={changed || undefined}>
      <th scope="row">
        {label}
        {changed && <span className={styles.spoken}>{t('compareContent.changed')}</span>}
      </th>
      {!single && (
        <td data-side="a" data-selectable="">
          {a ?? <span className={styles.none}>–</span>}
        </td>
      )}
      <td data-side="b" data-selectable="">
        {b ?? <span className={styles.none}>–</span>}
      </td>
    </tr>
  );
}

/** What a cell of the line holds; null where that side has not the attribute. */
export function attributeCell(row: AttributeRow, side: Side): ReactNode {
  if (row.kind === 'text') {
    return row.mono && row[side] !== null ? (
      <span className={inspector.mono}>{row[side]}</span>
    ) : (
      row[side]
    );
  }
  const attribute = row[side];
  return attribute === null ? null : <XattrText attribute={attribute} />;
}
