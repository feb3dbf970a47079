import { formatBytes } from '../../../shared/format/bytes.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import { shortDigest } from '../../../shared/model/digest.ts';
import type { KeptBlob, RemovalPlan } from '../../../shared/model/store.ts';
import { namedImageText } from '../../i18n/named-image.ts';
import { shortReference } from '../../i18n/words.ts';
import { useText } from '../../i18n/use-text.ts';
import styles from './dialogs.module.css';

/** What a removal would do: what goes, what that frees, and what stays because others use it. */
export function RemovalSummary({ plan }: { readonly plan: RemovalPlan }) {
  const { t, locale, list } = useText();
  const layers = plan.blobs.filter(({ role }) => role === 'layer').length;
  const loose = plan.blobs.filter(({ role }) => role === 'unreferenced').length;
  const documents = plan.blobs.length - layers - loose;
  const parts = [
    ...(layers > 0 ? [t('lineage.base.layers', { count: layers })] : []),
    ...(documents > 0 ? [t('library.plan.documents', { count: documents })] : []),
    ...(loose > 0 ? [t('library.plan.loose', { count: loose })] : []),
  ];
  const kept = plan.kept.filter(({ role }) => role === 'layer');
  return (
    <div className={styles.plan} role="status">
      <p className={styles.freed}>
        <strong>{t('library.plan.frees', { size: formatBytes(plan.freedBytes, locale) })}</strong>
        {parts.length > 0 && <span className={styles.faint}>{list(parts)}</span>}
      </p>
      {plan.removed.length > 0 && (
        <>
          <h3>{t('library.plan.removed', { count: plan.removed.length })}</h3>
          <ul>
            {plan.removed.map((image) => (
              <li key={image.key}>{namesOf(image.references) || namedImageText(image, t)}</li>
            ))}
          </ul>
        </>
      )}
      {plan.untagged.length > 0 && (
        <>
          <h3>{t('library.plan.untagged', { count: plan.untagged.length })}</h3>
          <ul>
            {plan.untagged.map((name) => (
              <li key={name}>{visibleLine(shortReference(name))}</li>
            ))}
          </ul>
        </>
      )}
      {kept.length > 0 && <Kept kept={kept} />}
    </div>
  );
}

function Kept({ kept }: { readonly kept: readonly KeptBlob[] }) {
  const { t, locale, list } = useText();
  const bytes = kept.reduce((sum, each) => sum + each.bytes, 0);
  return (
    <>
      <h3>{t('library.plan.kept', { count: kept.length, size: formatBytes(bytes, locale) })}</h3>
      <ul>
        {kept.map((blob) => (
          <li key={blob.digest} className={styles.keptLayer}>
            <code>{shortDigest(blob.digest)}</code>
            <span className={styles.size}>{formatBytes(blob.bytes, locale)}</span>
            <span className={styles.users}>
              {t('library.plan.usedBy', {
                names: list(blob.usedBy.map((name) => visibleLine(shortReference(name)))),
              })}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function namesOf(references: readonly string[]): string {
  return references.map((name) => visibleLine(shortReference(name))).join(', ');
}
