import { randomUUID } from 'node:crypto';
import path from 'node:path';
import * as v from 'valibot';
import type { RecentSource } from '../../shared/contract/host.ts';
import { jsonFile } from './json-file.ts';

/** Most paths that are remembered. */
export const maxRecent = 20;

const recentSchema = v.pipe(
  v.array(
    v.object({
      id: v.pipe(v.string(), v.maxLength(64)),
      path: v.pipe(v.string(), v.minLength(1)),
      opened: v.pipe(v.number(), v.safeInteger()),
    }),
  ),
  v.maxLength(maxRecent),
);

type RecentEntry = v.InferOutput<typeof recentSchema>[number];

/** What the user opened lately, the latest first. */
export interface Recent {
  readonly list: () => readonly RecentSource[];
  /** Null for an id that is not in the list. */
  readonly pathOf: (id: string) => string | null;
  readonly add: (openedPath: string) => Promise<void>;
  readonly clear: () => Promise<void>;
  /** Answers the function that ends the subscription. */
  readonly onChange: (handler: () => void) => () => void;
  /** Resolves when nothing is being written any more. */
  readonly settled: () => Promise<void>;
}

/** `home` is shortened to `~` in what the window may show. */
export async function openRecent(file: string, home: string): Promise<Recent> {
  const stored = jsonFile<RecentEntry[]>(file, recentSchema, []);
  const handlers = new Set<() => void>();
  let entries: readonly RecentEntry[] = await stored.read();

  const replace = async (next: readonly RecentEntry[]): Promise<void> => {
    entries = next;
    for (const handler of handlers) handler();
    await stored.write([...next]);
  };

  return {
    list: () => entries.map((entry) => toRecentSource(entry, home)),
    pathOf: (id) => entries.find((entry) => entry.id === id)?.path ?? null,
    add: (openedPath) => replace(withRecent(entries, openedPath, Date.now())),
    clear: () => replace([]),
    onChange: (handler) => {
      handlers.add(handler);
      return () => void handlers.delete(handler);
    },
    settled: stored.settled,
  };
}

/** The list with a path at its head. A path keeps its id, and the oldest fall off. */
export function withRecent(
  entries: readonly RecentEntry[],
  openedPath: string,
  now: number,
): readonly RecentEntry[] {
  const known = entries.find((entry) => entry.path === openedPath);
  const first = { id: known?.id ?? randomUUID(), path: openedPath, opened: now };
  return [first, ...entries.filter((entry) => entry !== known)].slice(0, maxRecent);
}

function toRecentSource(entry: RecentEntry, home: string): RecentSource {
  return {
    id: entry.id,
    name: path.basename(entry.path),
    place: shortenHome(path.dirname(entry.path), home),
    opened: entry.opened,
  };
}

/** `folder` with the home folder written as `~`. */
export function shortenHome(folder: string, home: string): string {
  if (folder === home) return '~';
  return folder.startsWith(`${home}${path.sep}`) ? `~${folder.slice(home.length)}` : folder;
}
