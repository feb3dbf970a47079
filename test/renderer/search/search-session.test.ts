import { describe, expect, it } from 'vitest';
import { SearchSession } from '../../../renderer/engine/search-session.ts';
import type { FindHits, SearchWish } from '../../../renderer/engine/search-session.ts';
import { emptyQuery } from '../../../renderer/store/search.ts';
import { CallError } from '../../../shared/contract/frames.ts';
import type { SearchHit, SearchResults } from '../../../shared/model/search.ts';

function wishFor(text: string): SearchWish {
  return { query: { ...emptyQuery, text }, order: 'path' };
}

function hitOf(index: number): SearchHit {
  return {
    path: `f${index}`,
    type: 'file',
    bytes: index,
    mode: 0o644,
    owner: { uid: 0, gid: 0, userName: '', groupName: '' },
    modified: 0,
    places: [],
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

  find: FindHits = async ({ query: { text }, start, count }, signal) =>
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
            endedEarly: false,
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
