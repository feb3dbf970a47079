import { describe, expect, it } from 'vitest';
import { parseHash } from '../../../renderer/features/search/parse-hash.ts';
import {
  filterCount,
  looksForSomething,
  withGroup,
  withoutFilters,
} from '../../../renderer/store/search.ts';
import { emptyQuery } from '../../../shared/model/search.ts';

describe('a query', () => {
  it('looks for something with a text, a filter or a state', () => {
    expect(looksForSomething(emptyQuery)).toBe(false);
    expect(looksForSomething({ ...emptyQuery, text: 'a' })).toBe(true);
    expect(looksForSomething({ ...emptyQuery, setuid: true })).toBe(true);
    expect(looksForSomething({ ...emptyQuery, state: 'hidden' })).toBe(true);
  });

  it('counts both bounds of a size as one filter, and the state as none', () => {
    const query = {
      ...emptyQuery,
      minBytes: 1,
      maxBytes: 2,
      owner: 'root',
      state: 'hidden',
    } as const;
    expect(filterCount(query)).toBe(2);
    expect(withoutFilters({ ...query, text: 'a' })).toEqual({ ...emptyQuery, text: 'a' });
  });

  it('takes devices and pipes together', () => {
    const types = withGroup(['file'], 'special', true);
    expect(types).toEqual(['file', 'character', 'block', 'fifo']);
    expect(withGroup(types, 'special', false)).toEqual(['file']);
  });
});

describe('parseHash', () => {
  it('takes the beginning of a sha256 as people copy it', () => {
    expect(parseHash(' sha256:ABCDEF0123 ')).toBe('abcdef0123');
    expect(parseHash('')).toBe('');
  });

  it('refuses what is too short, too long or none', () => {
    expect(parseHash('abcdef0')).toBeNull();
    expect(parseHash('g'.repeat(8))).toBeNull();
    expect(parseHash('a'.repeat(65))).toBeNull();
  });
});
