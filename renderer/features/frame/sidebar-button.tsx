import { PanelLeft } from 'lucide-react';
import { runAction } from '../../actions/run.ts';
import { actionShortcut } from '../../actions/spec.ts';
import { useText } from '../../i18n/use-text.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import styles from './frame.module.css';

/** Opens the sidebar where the window is too narrow for it to stay. */
export function SidebarButton() {
  const { t } = useText();
  return (
    <span className={styles.sidebarButton}>
      <IconButton
        size="s"
        label={t('action.panel.sidebar')}
        shortcut={actionShortcut('panel.sidebar')}
        icon={<PanelLeft />}
        onClick={() => runAction('panel.sidebar')}
      />
    </span>
  );
}
