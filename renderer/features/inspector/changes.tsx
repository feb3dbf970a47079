import { ArrowRight } from 'lucide-react';
import type { ReactNode } from 'react';
import type { EntryDetail } from '../../../shared/model/view.ts';
import { useText } from '../../i18n/use-text.ts';
import { reasonWords } from '../../i18n/words.ts';
import { Section } from '../../ui/section.tsx';
import { attributeChanges } from './attribute-changes.ts';
import { xattrChanges } from './xattr-changes.ts';
import { XattrText } from './xattr-text.tsx';
import styles from './inspector.module.css';

/** What differs between the two points of the stack, attribute by attribute. */
export function Changes({ detail }: { readonly detail: EntryDetail }) {
  const texts = useText();
  const { t } = texts;
  if (detail.change !== 'modified' || detail.before === null || detail.after === null) return null;
  const xattrs = detail.reasons.includes('xattr')
    ? xattrChanges(detail.before.xattrs, detail.after.xattrs)
    : [];
  return (
    <Section level={3} title={t('inspector.changes')}>
      <dl className={styles.changes}>
        {attributeChanges(detail, texts).map(({ reason, before, after }) => (
          <div key={reason} className={styles.change}>
            <dt>{t(reasonWords[reason])}</dt>
            <dd>
              {before === after ? (
                <span>{t('inspector.sameSize', { size: after })}</span>
              ) : (
                <BeforeAfter before={before} after={after} />
              )}
            </dd>
          </div>
        ))}
        {xattrs.map(({ name, before, after }) => (
          <div key={name} className={styles.change}>
            <dt className={styles.mono}>{name}</dt>
            <dd>
              <BeforeAfter
                before={
                  before === null ? t('inspector.notThere') : <XattrText attribute={before} />
                }
                after={after === null ? t('inspector.notThere') : <XattrText attribute={after} />}
              />
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

interface BeforeAfterProps {
  readonly before: ReactNode;
  readonly after: ReactNode;
}

function BeforeAfter({ before, after }: BeforeAfterProps) {
  const { t } = useText();
  return (
    <span className={styles.beforeAfter} data-selectable="">
      <del className={styles.before}>{before}</del>
      <span className={styles.becomes}>
        <ArrowRight className={styles.arrow} aria-hidden="true" />
        <span className={styles.spoken}>{t('inspector.becomes')}</span>
        <ins className={styles.after}>{after}</ins>
      </span>
    </span>
  );
}
