import { describe, expect, it } from 'vitest';
import { SearchSession } from '../../../renderer/engine/search-session.ts';
import type { FindHits, SearchWish } from '../../../renderer/engine/search-session.ts';
import { emptyQuery } from '../../../shared/model/search.ts';
import { CallError } from '../../../shared/contract/frames.ts';
import type { Grant } from '../../../shared/model/source.ts';
import type { SearchHit, SearchPlace, SearchResults } from '../../../shared/model/search.ts';

const grant = '00000000-0000-4000-8000-000000000009' as string as Grant;

function wishFor(text: string): SearchWish {
  return { query: { ...emptyQuery, text }, order: 'path' };
}

function placeOf(node: number): SearchPlace {
  return {
    grant,
    image: 'i',
    node,
    layer: 0,
    command: null,
    state: 'visible',
    hiddenIn: null,
  };
}

function hitOf(index: number): SearchHit {
  return {
    path: `f${index}`,
    type: 'file',
    bytes: index,
    mode: 0o644,
    owner: { uid: 0, gid: 0, userName: '', groupName: '' },
    modified: 0,
    places: [placeOf(index)],
    images: 1,
  };
}

/** An engine in which a text finds as many hits as it says, and calls end when the test lets them. */
class Finder {
  readonly calls: {
    readonly text: string;
    readonly start: number;
    readonly signal: AbortSignal;
    readonly finish: () => Promise<void>;
    readonly fail: (code: 'pattern-invalid') => Promise<void>;
  }[] = [];
  count = (text: string): number => Number(text);
  /** Where a hit is now that was the given one. */
  place = (node: number): number | null => node;

  find: FindHits = async ({ query: { text }, start, count, follow }, signal) =>
    new Promise<SearchResults>((resolve, reject) => {
      const settled = async (): Promise<void> => {
        for (let turn = 0; turn < 8; turn++) await Promise.resolve();
      };
      this.calls.push({
        text,
        start,
        signal,
        finish: async () => {
          const total = this.count(text);
          const length = Math.max(0, Math.min(count, total - start));
          resolve({
            count: total,
            hits: Array.from({ length }, (_, offset) => hitOf(start + offset)),
            searched: 1,
            unread: 0,
            unreadLayers: 0,
            unhashed: 0,
            endedEarly: false,
            full: false,
            followed: follow === undefined ? null : this.place(follow.node),
          });
          await settled();
        },
        fail: async (code) => {
          reject(new CallError(code));
          await settled();
        },
      });
    });
}

function start(): {
  readonly finder: Finder;
  readonly session: SearchSession;
  readonly chosen: (string | null)[];
} {
  const finder = new Finder();
  const chosen: (string | null)[] = [];
  const session = new SearchSession(finder.find, (hit) => chosen.push(hit?.path ?? null));
  return { finder, session, chosen };
}

describe('SearchSession', () => {
  it('shows a search when its first hits are there, and keeps those before until then', async () => {
    const { finder, session } = start();
    void session.search(wishFor('3'));
    await finder.calls[0]?.finish();
    expect(session.snapshot().results?.count).toBe(3);
    void session.search(wishFor('5'));
    expect(session.snapshot()).toMatchObject({ busy: true, shown: wishFor('3') });
    expect(session.hit(2)?.path).toBe('f2');
    await finder.calls[1]?.finish();
    expect(session.snapshot()).toMatchObject({ busy: false, shown: wishFor('5'), cursor: 0 });
  });

  it('ends what a newer search has overtaken and never shows it', async () => {
    const { finder, session } = start();
    void session.search(wishFor('3'));
    void session.search(wishFor('7'));
    expect(finder.calls[0]?.signal.aborted).toBe(true);
    await finder.calls[1]?.finish();
    await finder.calls[0]?.finish();
    expect(session.snapshot().results?.count).toBe(7);
  });

  it('fetches pages as they come into sight, one call at a time', async () => {
    const { finder, session } = start();
    void session.search(wishFor('1000000'));
    session.show(0, 30);
    await finder.calls[0]?.finish();
    expect(session.hit(0)?.path).toBe('f0');
    session.show(700_000, 30);
    session.show(900_040, 30);
    expect(finder.calls.map((call) => call.start)).toEqual([0, 700_000]);
    await finder.calls[1]?.finish();
    expect(finder.calls.at(-1)?.start).toBe(900_000);
    await finder.calls[2]?.finish();
    expect(session.hit(900_050)?.path).toBe('f900050');
  });

  it('tells which hit the cursor is on, and keeps it over a refresh that finds more', async () => {
    const { finder, session, chosen } = start();
    void session.search(wishFor('200'));
    await finder.calls[0]?.finish();
    session.moveTo(5);
    finder.count = () => 300;
    void session.refresh();
    await finder.calls.at(-1)?.finish();
    expect(session.snapshot()).toMatchObject({ cursor: 5, results: { count: 300 } });
    expect(chosen.at(-1)).toBe('f5');
    session.moveTo(1000);
    expect(session.snapshot().cursor).toBe(299);
  });

  it('follows its hit to where a refresh puts it, and brings it into sight where it was', async () => {
    const { finder, session } = start();
    void session.search(wishFor('200'));
    session.show(0, 30);
    await finder.calls[0]?.finish();
    session.moveTo(5);
    finder.place = (node) => node + 400;
    finder.count = () => 900;
    void session.refresh();
    await finder.calls.at(-1)?.finish();
    await finder.calls.at(-1)?.finish();
    expect(session.snapshot()).toMatchObject({ cursor: 405, sight: 405, busy: false });
    expect(finder.calls.at(-1)?.start).toBe(400);
    finder.place = () => null;
    void session.refresh();
    await finder.calls.at(-1)?.finish();
    expect(session.snapshot().cursor).toBe(405);
  });

  it('puts the cursor on the first hit once there is one', async () => {
    const { finder, session, chosen } = start();
    void session.search(wishFor('0'));
    await finder.calls[0]?.finish();
    expect(session.snapshot().cursor).toBe(-1);
    finder.count = () => 2;
    void session.refresh();
    await finder.calls[1]?.finish();
    expect(session.snapshot().cursor).toBe(0);
    expect(chosen.at(-1)).toBe('f0');
  });

  it('keeps the hits when a pattern is refused, and says why', async () => {
    const { finder, session } = start();
    void session.search(wishFor('3'));
    await finder.calls[0]?.finish();
    void session.search(wishFor('('));
    await finder.calls[1]?.fail('pattern-invalid');
    expect(session.snapshot()).toMatchObject({
      failure: { code: 'pattern-invalid' },
      results: { count: 3 },
      busy: false,
    });
    session.clear();
    expect(session.snapshot()).toMatchObject({ failure: null, results: null, cursor: -1 });
  });
});
