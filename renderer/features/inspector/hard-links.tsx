import { visibleLine } from '../../../shared/format/visible.ts';
import { useText } from '../../i18n/use-text.ts';
import { Badge } from '../../ui/badge.tsx';
import { Section } from '../../ui/section.tsx';
import styles from './inspector.module.css';

/** As many as the engine names at most. */
const most = 100;

/** The other paths that are the same file; nothing where there are none. */
export function HardLinks({ paths }: { readonly paths: readonly string[] }) {
  const { t } = useText();
  if (paths.length === 0) return null;
  return (
    <Section level={3} title={t('inspector.hardLinks')} badge={<Badge>{paths.length}</Badge>}>
      <ul className={styles.paths} data-selectable="">
        {paths.map((path) => (
          <li key={path}>/{visibleLine(path)}</li>
        ))}
      </ul>
      {paths.length >= most && <p className={styles.note}>{t('inspector.hardLinks.more')}</p>}
    </Section>
  );
}
