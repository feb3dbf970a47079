import { TriangleAlert } from 'lucide-react';
import { visibleLine } from '../../../shared/format/visible.ts';
import type { PackageLayers } from '../../../shared/model/package-layers.ts';
import { useText } from '../../i18n/use-text.ts';
import { managersWithoutLists } from './package-lines.ts';
import styles from './package-layers.module.css';

/** What could not be read, and what that means for the list. */
export function PackageNotes({ found }: { readonly found: PackageLayers }) {
  const { t, list } = useText();
  const managers = managersWithoutLists(found);
  const notes = [
    ...found.unread.map(({ manager, path, reason }) =>
      t('packageLayers.unread', {
        manager,
        path: `/${visibleLine(path)}`,
        reason: t(`report.unread.${reason}`),
      }),
    ),
    ...(managers.length === 0 ? [] : [t('packageLayers.noLists', { managers: list(managers) })]),
  ];
  if (notes.length === 0) return null;
  return (
    <ul className={styles.notes}>
      {notes.map((text) => (
        <li key={text}>
          <TriangleAlert aria-hidden="true" />
          {text}
        </li>
      ))}
    </ul>
  );
}
