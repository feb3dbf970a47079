import { visibleText } from '../../../shared/format/visible.ts';
import type { Side } from '../../../shared/model/comparison.ts';
import type { TextPiece } from './word-difference.ts';
import styles from './marked-text.module.css';

export interface MarkedTextProps {
  readonly side: Side;
  readonly pieces: readonly TextPiece[];
}

/** A text whose pieces that the other side lacks are set off, as deleted on A and as inserted on B. */
export function MarkedText({ side, pieces }: MarkedTextProps) {
  return pieces.map(({ text, differs }, place) => {
    if (!differs) return <span key={place}>{visibleText(text)}</span>;
    const Mark = side === 'a' ? 'del' : 'ins';
    return (
      <Mark key={place} className={styles.mark} data-side={side}>
        {visibleText(text)}
      </Mark>
    );
  });
}
