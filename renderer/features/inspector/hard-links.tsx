import { visibleLine } from '../../../shared/format/visible.ts';
import type { Image } from '../../../shared/model/image.ts';
import type { Grant } from '../../../shared/model/source.ts';
import { useText } from '../../i18n/use-text.ts';
import { Badge } from '../../ui/badge.tsx';
import { Section } from '../../ui/section.tsx';
import { PathLink } from './path-link.tsx';
import styles from './inspector.module.css';

/** As many as the engine names at most. */
const most = 100;

export interface HardLinksProps {
  readonly grant: Grant;
  readonly image: Image;
  readonly paths: readonly string[];
}

/** The other paths that are the same file; nothing where there are none. */
export function HardLinks({ grant, image, paths }: HardLinksProps) {
  const { t } = useText();
  if (paths.length === 0) return null;
  return (
    <Section level={3} title={t('inspector.hardLinks')} badge={<Badge>{paths.length}</Badge>}>
      <ul className={styles.paths}>
        {paths.map((path) => (
          <li key={path}>
            <PathLink grant={grant} image={image} path={path}>
              /{visibleLine(path)}
            </PathLink>
          </li>
        ))}
      </ul>
      {paths.length >= most && <p className={styles.note}>{t('inspector.hardLinks.more')}</p>}
    </Section>
  );
}
