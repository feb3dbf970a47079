import { Popover } from 'radix-ui';
import { visibleLine } from '../../../shared/format/visible.ts';
import { useText } from '../../i18n/use-text.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import styles from './image-header.module.css';

/** All full names of an image behind a small button; nothing for one that has none. */
export function References({ references }: { readonly references: readonly string[] }) {
  const { t } = useText();
  if (references.length === 0) return null;
  return (
    <Popover.Root>
      <Popover.Trigger className={styles.more}>
        {references.length > 1
          ? t('image.moreNames', { count: references.length - 1 })
          : t('image.fullName')}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className={styles.popover}
          align="start"
          sideOffset={4}
          collisionPadding={8}
        >
          <ul>
            {references.map((reference) => (
              <li key={reference} className={styles.reference}>
                <code data-selectable="">{visibleLine(reference)}</code>
                <CopyButton text={reference} label={t('action.image.copyReference')} />
              </li>
            ))}
          </ul>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
