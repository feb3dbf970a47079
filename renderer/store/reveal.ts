import { engine } from '../engine/client.ts';
import { visibleLine } from '../../shared/format/visible.ts';
import type { Grant } from '../../shared/model/source.ts';
import { reportFailure } from './follow.ts';
import { notify } from './notices.ts';
import { useSelectionStore } from './selection.ts';
import { useSettingsStore } from './settings.ts';
import { isFiltered, unfiltered, useViewStore } from './view.ts';

/** An image that has been read. */
export interface RevealTarget {
  readonly grant: Grant;
  readonly key: string;
}

/**
 * Puts the cursor of the files on a path and opens the folders above it; says so when no layer names it. With `follow`
 * symbolic links on the way are followed as they stand after that layer.
 */
export async function revealPath(
  target: RevealTarget,
  path: string,
  follow?: number,
): Promise<void> {
  await reveal(target, path, follow, async (node) => {
    const { setNode, setTab } = useSelectionStore.getState();
    setNode(node);
    setTab('files');
    const { options, session, setOptions } = useViewStore.getState();
    if (session === null) setOptions(unfiltered());
    else if (!(await session.reveal(node)) && isFiltered(options)) {
      setNode(node);
      setOptions(unfiltered());
    }
  });
}

/** The same after another layer: shows the files after `layer`, with what it changed, the cursor on the path. */
export async function revealPathIn(
  target: RevealTarget,
  layer: number,
  path: string,
): Promise<void> {
  await reveal(target, path, undefined, (node) => {
    useSelectionStore.getState().setNode(node);
    useViewStore.getState().setOptions(unfiltered());
    useSelectionStore.getState().showLayer(target, layer);
  });
}

async function reveal(
  { grant, key }: RevealTarget,
  path: string,
  follow: number | undefined,
  show: (node: number) => void | Promise<void>,
): Promise<void> {
  const { t } = useSettingsStore.getState().texts;
  const shown = `/${visibleLine(path)}`;
  try {
    const node = await engine.call('entry.find', {
      grant,
      image: key,
      path,
      ...(follow === undefined ? {} : { follow }),
    });
    if (node === null) notify({ tone: 'note', title: t('reveal.none'), text: shown });
    else await show(node);
  } catch (thrown) {
    reportFailure(t('reveal.failed', { path: shown }), thrown);
  }
}
