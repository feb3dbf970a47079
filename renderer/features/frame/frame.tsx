import { useText } from '../../i18n/use-text.ts';
import { narrowWindow, useLayoutStore } from '../../store/layout.ts';
import { useNoticesStore } from '../../store/notices.ts';
import { Split } from '../../ui/split.tsx';
import { Toasts } from '../../ui/toasts.tsx';
import { useMedia } from '../../ui/use-media.ts';
import { AboutDialog } from '../about/about-dialog.tsx';
import { ChooseImageDialog } from '../compare/choose-image-dialog.tsx';
import { DropZone } from '../drop/drop-zone.tsx';
import { ExportDialogs } from '../export/export-dialogs.tsx';
import { StatusBar } from '../jobs/status-bar.tsx';
import { LibraryDialogs } from '../library/library-dialogs.tsx';
import { LifeDialog } from '../life/life-dialog.tsx';
import { Palette } from '../palette/palette.tsx';
import { SettingsDialog } from '../settings/settings-dialog.tsx';
import { ShortcutsDialog } from '../shortcuts/shortcuts-dialog.tsx';
import { Drawer } from './drawer.tsx';
import { useNothingThere } from './nothing-there.ts';
import { Page } from './page.tsx';
import { Sidebar } from './sidebar.tsx';
import styles from './frame.module.css';

/** The whole window: sidebar, page, status bar, and what may stand over them. */
export function Frame() {
  const { t } = useText();
  const empty = useNothingThere();
  const sidebarOpen = useLayoutStore((state) => state.sidebarOpen);
  const drawerOpen = useLayoutStore((state) => state.drawerOpen);
  const closeDrawer = useLayoutStore((state) => state.closeDrawer);
  const notices = useNoticesStore((state) => state.notices);
  const dismiss = useNoticesStore((state) => state.dismiss);
  const narrow = useMedia(narrowWindow);
  const page = { id: 'page', minSize: 400, content: <Page narrow={narrow} /> };
  const library = {
    id: 'library',
    defaultSize: 208,
    minSize: 170,
    maxSize: 420,
    content: <Sidebar />,
  };
  return (
    <div className={styles.frame}>
      <div className={styles.main}>
        <Split
          orientation="horizontal"
          separatorLabel={t('split.resize')}
          panes={sidebarOpen && !narrow && !empty ? [library, page] : [page]}
        />
        {narrow && drawerOpen && !empty && (
          <Drawer onClose={closeDrawer}>
            <Sidebar onChosen={closeDrawer} />
          </Drawer>
        )}
      </div>
      <StatusBar />
      <DropZone />
      <Palette />
      <SettingsDialog />
      <ShortcutsDialog />
      <AboutDialog />
      <LibraryDialogs />
      <ChooseImageDialog />
      <LifeDialog />
      <ExportDialogs />
      <Toasts
        notices={notices}
        onDismiss={dismiss}
        closeLabel={t('dialog.close')}
        label={t('notices.title')}
      />
    </div>
  );
}
