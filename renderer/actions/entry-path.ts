import { engine } from '../engine/client.ts';
import type { Situation } from './situation.ts';

/** The whole path of the chosen row, with a leading slash as a container sees it; null when nothing is chosen. */
export async function entryPath({ item, range, row }: Situation): Promise<string | null> {
  if (item === null || item.key === null || range === null || row === null) return null;
  const { path } = await engine.call('entry.describe', {
    grant: item.grant,
    image: item.key,
    range,
    node: row.node,
  });
  return path.startsWith('/') ? path : `/${path}`;
}
