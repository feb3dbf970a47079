import { host } from '../engine/client.ts';
import { notify } from '../store/notices.ts';
import { useSettingsStore } from '../store/settings.ts';
import { maxChosenPaths } from '../../shared/model/view.ts';
import type { Situation } from './situation.ts';

/** Puts something about each chosen path on the clipboard, a line for each, and says of how many. */
export async function copyPaths(
  { session }: Situation,
  lineOf: (path: string) => string,
): Promise<void> {
  if (session === null) return;
  const { paths, left } = await session.chosenPaths(maxChosenPaths);
  await host.call('clipboard.write', { text: paths.map(lineOf).join('\n') });
  const { t } = useSettingsStore.getState().texts;
  const count = paths.length;
  notify(
    left === 0
      ? { tone: 'ok', title: t('notice.copied'), text: t('notice.copied.paths', { count }) }
      : {
          tone: 'note',
          title: t('notice.copied'),
          text: t('notice.copied.pathsOf', { count, all: count + left }),
        },
  );
}
