import { visibleLine } from '../../../shared/format/visible.ts';
import type { ExtendedAttribute } from '../../../shared/model/entry.ts';
import { useText } from '../../i18n/use-text.ts';
import { Badge } from '../../ui/badge.tsx';
import { Section } from '../../ui/section.tsx';
import { XattrText } from './xattr-text.tsx';
import styles from './inspector.module.css';

/** The extended attributes of a path; nothing where there are none. */
export function Xattrs({ xattrs }: { readonly xattrs: readonly ExtendedAttribute[] }) {
  const { t } = useText();
  if (xattrs.length === 0) return null;
  return (
    <Section level={3} title={t('inspector.xattrs')} badge={<Badge>{xattrs.length}</Badge>}>
      <dl className={styles.stack}>
        {xattrs.map((attribute) => (
          <div key={attribute.name}>
            <dt className={styles.mono}>{visibleLine(attribute.name)}</dt>
            <dd data-selectable="">
              <XattrText attribute={attribute} />
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
