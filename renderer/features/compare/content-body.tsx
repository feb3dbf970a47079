import { FileQuestion } from 'lucide-react';
import type { ReactNode } from 'react';
import { visibleLine } from '../../../shared/format/visible.ts';
import type { PairDetail } from '../../../shared/model/comparison.ts';
import { useText } from '../../i18n/use-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilePair } from './content-file.tsx';
import type { ContentSide } from './content-side.ts';
import { BothSides, OneSide } from './content-sides.tsx';
import styles from './content.module.css';

export interface ContentBodyProps {
  readonly comparison: number;
  readonly detail: PairDetail;
  readonly a: ContentSide | null;
  readonly b: ContentSide | null;
}

/** What a path holds on both sides: one above the other where that can be, else what the one side has. */
export function ContentBody({ comparison, detail, a, b }: ContentBodyProps) {
  const { t } = useText();
  if (a === null || b === null) {
    const side = b ?? a;
    if (side === null) return <EmptyState icon={<FileQuestion />} title={t('inspector.absent')} />;
    return (
      <Noted note={t(side.side === 'a' ? 'compareContent.onlyA' : 'compareContent.onlyB')}>
        <OneSide side={side} />
      </Noted>
    );
  }
  const [typeA, typeB] = [a.entry.attributes.type, b.entry.attributes.type];
  if (typeA !== typeB) {
    return (
      <Noted note={t('compareContent.otherType')}>
        <BothSides a={a} b={b} />
      </Noted>
    );
  }
  const note = movedNote(detail, a, b, t);
  if (typeA === 'file') {
    const differs = detail.reasons.includes('content');
    return (
      <Noted note={differs ? note : (note ?? t('compareContent.sameContent'))}>
        {differs ? (
          <FilePair comparison={comparison} node={detail.node} a={a} b={b} />
        ) : (
          <OneSide side={b} />
        )}
      </Noted>
    );
  }
  if (typeA === 'symlink') {
    const same = a.entry.attributes.link === b.entry.attributes.link;
    return (
      <Noted note={same ? t('compareContent.sameLink') : null}>
        {same ? <OneSide side={b} /> : <BothSides a={a} b={b} />}
      </Noted>
    );
  }
  return typeA === 'directory' ? <BothSides a={a} b={b} /> : <OneSide side={b} />;
}

function movedNote(
  detail: PairDetail,
  a: ContentSide,
  b: ContentSide,
  t: ReturnType<typeof useText>['t'],
): string | null {
  if (a.entry.path === b.entry.path) return null;
  const paths = { a: `/${visibleLine(a.entry.path)}`, b: `/${visibleLine(b.entry.path)}` };
  return detail.reasons.includes('content')
    ? t('compareContent.moved', paths)
    : t('compareContent.moved.same', paths);
}

function Noted({ note, children }: { readonly note: string | null; readonly children: ReactNode }) {
  return (
    <div className={styles.content}>
      {note !== null && <p className={styles.note}>{note}</p>}
      <div className={styles.body}>{children}</div>
    </div>
  );
}
