import { useCallback, useEffect, useRef, useState } from 'react';
import type { Grant } from '../../../shared/model/source.ts';
import type { UnownedPlace } from '../../../shared/model/package-layers.ts';
import { engine } from '../../engine/client.ts';
import { reportFailure } from '../../store/follow.ts';
import { useSettingsStore } from '../../store/settings.ts';
import { missingPages, pageFiles } from './unowned-rows.ts';
import type { ListedPlace, OpenPlace } from './unowned-rows.ts';

export interface UnownedFiles {
  readonly places: readonly ListedPlace[];
  readonly expand: (place: UnownedPlace, open: boolean) => void;
  /** Says which rows are in sight: their files are fetched. */
  readonly show: (first: number, count: number) => void;
}

/** The places that no package owns, with the files of the open ones as far as they have been in sight. */
export function useUnownedFiles(
  grant: Grant,
  image: string,
  listed: readonly UnownedPlace[],
): UnownedFiles {
  const [open, setOpen] = useState<ReadonlyMap<number, OpenPlace>>(new Map());
  const [sight, setSight] = useState({ first: 0, count: 0 });
  const asked = useRef(new Set<string>());
  const places = listed.map((place) => ({ place, open: open.get(place.node) ?? null }));

  async function fetch({ node, direct }: UnownedPlace, page: number): Promise<void> {
    const key = `${node} ${page}`;
    if (asked.current.has(key)) return;
    // Also what failed: closing the place and opening it again asks anew.
    asked.current.add(key);
    try {
      const start = page * pageFiles;
      const { rows, total } = await engine.call('packages.unowned', {
        grant,
        image,
        node,
        direct,
        start,
        count: pageFiles,
      });
      setOpen((old) => {
        const before = old.get(node);
        // Closed meanwhile.
        if (before === undefined) return old;
        return new Map(old).set(node, { total, pages: new Map(before.pages).set(page, rows) });
      });
    } catch (thrown) {
      const { t } = useSettingsStore.getState().texts;
      reportFailure(t('packageLayers.files.failed'), thrown);
    }
  }

  useEffect(() => {
    for (const { place, page } of missingPages(places, sight.first, sight.count)) {
      void fetch(place, page);
    }
    // Asked again when other rows come into sight, or places open: what is on its way is not asked for twice.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [sight, open, listed]);

  return {
    places,
    expand: (place, wanted) => {
      for (const key of asked.current) {
        if (key.startsWith(`${place.node} `)) asked.current.delete(key);
      }
      setOpen((old) => {
        const next = new Map(old);
        // As many rows as the place says, until its files have come.
        if (wanted) next.set(place.node, { total: place.files, pages: new Map() });
        else next.delete(place.node);
        return next;
      });
    },
    show: useCallback((first: number, count: number) => setSight({ first, count }), []),
  };
}
