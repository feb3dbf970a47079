import { formatBytes } from '../../shared/format/bytes.ts';
import type { Grant } from '../../shared/model/source.ts';
import { host } from '../engine/client.ts';
import { notify } from './notices.ts';
import { useSettingsStore } from './settings.ts';

/** A file as it stands after a layer. */
export interface FileVersion {
  readonly grant: Grant;
  /** Key of the image. */
  readonly image: string;
  readonly layer: number;
  readonly node: number;
}

/** Asks where to, saves the file and says so; nothing when the user thinks better of it. */
export async function saveVersion({ grant, image, layer, node }: FileVersion): Promise<void> {
  const saved = await host.call('entry.save', { grant, image, layer, node });
  if (saved === null) return;
  const { t, locale } = useSettingsStore.getState().texts;
  notify({
    tone: 'ok',
    title: t('notice.saved', { name: saved.name }),
    text: formatBytes(saved.bytes, locale),
  });
}
