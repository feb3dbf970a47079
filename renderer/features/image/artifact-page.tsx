import { formatBytes } from '../../../shared/format/bytes.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import type { Artifact } from '../../../shared/model/image.ts';
import { useText } from '../../i18n/use-text.ts';
import { Badge } from '../../ui/badge.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import styles from './artifact-page.module.css';

/** A manifest that is not a container image: what it is, and the blobs it names. */
export function ArtifactPage({ artifact }: { readonly artifact: Artifact }) {
  const { t, locale } = useText();
  const [reference] = artifact.references;
  return (
    <main className={styles.page}>
      <h1 className={styles.title} data-selectable="">
        {reference === undefined ? t('artifact.title') : visibleLine(reference)}
      </h1>
      <p className={styles.text}>{t('artifact.text')}</p>
      <p className={styles.facts}>
        <code data-selectable="">{visibleLine(artifact.type)}</code>
        {artifact.digest !== null && (
          <>
            <code data-selectable="">{artifact.digest}</code>
            <CopyButton text={artifact.digest} label={t('artifact.copyDigest')} />
          </>
        )}
      </p>
      <table className={styles.blobs}>
        <thead>
          <tr>
            <th scope="col">{t('artifact.blob')}</th>
            <th scope="col">{t('layer.mediaType')}</th>
            <th scope="col">{t('column.size')}</th>
          </tr>
        </thead>
        <tbody>
          {artifact.blobs.map((blob, position) => (
            // A manifest may name one blob twice; its place is what tells the lines apart.
            <tr key={position}>
              <td data-selectable="">
                {visibleLine(blob.title === '' ? (blob.digest ?? '') : blob.title)}
                {!blob.available && <Badge tone="warning">{t('availability.missing')}</Badge>}
              </td>
              <td data-selectable="">{visibleLine(blob.mediaType)}</td>
              <td>{blob.storedBytes === null ? '' : formatBytes(blob.storedBytes, locale)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </main>
  );
}
