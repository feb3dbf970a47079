import { formatBytes } from '../../../shared/format/bytes.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import type { Side } from '../../../shared/model/comparison.ts';
import { useText } from '../../i18n/use-text.ts';
import { imageName } from '../../i18n/words.ts';
import type { ContentSide } from './content-side.ts';
import { SideMark } from './side-mark.tsx';
import styles from './content.module.css';

export interface SideHeadsProps {
  readonly a: ContentSide;
  readonly b: ContentSide;
  /** What the files are by their bytes, in words, where what is shown below does not tell. */
  readonly formats?: Readonly<Record<Side, string | null>>;
}

/** Which side stands where, and what it holds. */
export function SideHeads({ a, b, formats }: SideHeadsProps) {
  const moved = a.entry.path !== b.entry.path;
  return (
    <div className={styles.heads}>
      <SideHead side={a} moved={moved} format={formats?.a ?? null} />
      <SideHead side={b} moved={moved} format={formats?.b ?? null} />
    </div>
  );
}

interface SideHeadProps {
  readonly side: ContentSide;
  /** The paths differ, so they are named. */
  readonly moved?: boolean;
  readonly format?: string | null;
}

export function SideHead({ side, moved = false, format = null }: SideHeadProps) {
  const { t, locale } = useText();
  const { entry, image } = side;
  const name = moved ? `/${entry.path}` : imageName({ ...image, manifestDigest: null }, t);
  return (
    <span className={styles.head}>
      <SideMark side={side.side} />
      <span className={styles.headName} title={visibleLine(name)}>
        {visibleLine(name)}
      </span>
      {format !== null && (
        <span className={styles.headFormat} title={format}>
          {format}
        </span>
      )}
      {entry.attributes.type === 'file' && (
        <span className={styles.headSize}>{formatBytes(entry.attributes.bytes, locale)}</span>
      )}
    </span>
  );
}
