import { formatBytes } from '../../../shared/format/bytes.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import { useText } from '../../i18n/use-text.ts';
import { imageName } from '../../i18n/words.ts';
import type { ContentSide } from './content-side.ts';
import { SideMark } from './side-mark.tsx';
import styles from './content.module.css';

/** Which side stands where, and what it holds. */
export function SideHeads({ a, b }: { readonly a: ContentSide; readonly b: ContentSide }) {
  return (
    <div className={styles.heads}>
      <SideHead side={a} moved={a.entry.path !== b.entry.path} />
      <SideHead side={b} moved={a.entry.path !== b.entry.path} />
    </div>
  );
}

interface SideHeadProps {
  readonly side: ContentSide;
  /** The paths differ, so they are named. */
  readonly moved?: boolean;
}

export function SideHead({ side, moved = false }: SideHeadProps) {
  const { t, locale } = useText();
  const { entry, image } = side;
  const name = moved ? `/${entry.path}` : imageName({ ...image, manifestDigest: null }, t);
  return (
    <span className={styles.head}>
      <SideMark side={side.side} />
      <span className={styles.headName} title={visibleLine(name)}>
        {visibleLine(name)}
      </span>
      {entry.attributes.type === 'file' && (
        <span className={styles.headSize}>{formatBytes(entry.attributes.bytes, locale)}</span>
      )}
    </span>
  );
}
