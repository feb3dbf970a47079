import { engine } from '../engine/client.ts';
import type { Situation } from './situation.ts';

/** The whole path of the chosen row or hit, with a leading slash as a container sees it; null when nothing is chosen. */
export async function entryPath({
  comparison,
  hit,
  item,
  range,
  row,
}: Situation): Promise<string | null> {
  if (hit !== null) return withSlash(hit.path);
  if (row === null) return null;
  if (comparison !== null) {
    const { path } = await engine.call('compare.describe', { comparison, node: row.node });
    return withSlash(path);
  }
  if (item === null || item.key === null || range === null) return null;
  const { path } = await engine.call('entry.describe', {
    grant: item.grant,
    image: item.key,
    range,
    node: row.node,
  });
  return withSlash(path);
}

function withSlash(path: string): string {
  return path.startsWith('/') ? path : `/${path}`;
}
