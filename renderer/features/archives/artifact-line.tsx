import { Puzzle } from 'lucide-react';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import { shortDigest } from '../../../shared/model/digest.ts';
import { shortReference } from '../../i18n/words.ts';
import { useText } from '../../i18n/use-text.ts';
import type { ArchiveItem } from './archive-items.ts';
import { lineIndent } from './archive-line.ts';
import type { ArchiveLineProps } from './archive-line.ts';
import styles from './archives.module.css';

type ArtifactItem = Extract<ArchiveItem, { kind: 'artifact' }>;

export function ArtifactLine({
  item,
  level,
  selected,
  tabStop,
  onChoose,
  onFocus,
}: ArchiveLineProps<ArtifactItem>) {
  const { t, locale } = useText();
  const { artifact } = item;
  const [reference] = artifact.references;
  const bytes = artifact.blobs.reduce((sum, blob) => sum + (blob.storedBytes ?? 0), 0);
  return (
    <div
      className={styles.image}
      role="treeitem"
      aria-level={level}
      style={{ paddingLeft: lineIndent(level) }}
      aria-selected={selected}
      tabIndex={tabStop ? 0 : -1}
      title={visibleLine(artifact.type)}
      onClick={() => onChoose(item)}
      onFocus={() => onFocus(item)}
    >
      <span className={styles.imageName}>
        <Puzzle className={styles.artifactIcon} />
        <span className={styles.reference}>
          {reference === undefined ? t('artifact.title') : visibleLine(shortReference(reference))}
        </span>
      </span>
      <span className={styles.facts}>
        {artifact.digest !== null && (
          <span className={styles.id}>{shortDigest(artifact.digest)}</span>
        )}
        <span className={styles.size}>{formatBytes(bytes, locale)}</span>
      </span>
    </div>
  );
}
