import { describe, expect, it } from 'vitest';
import { matchRanges } from '../../../renderer/features/search/match-ranges.ts';
import type { SearchQuery } from '../../../shared/model/search.ts';

/** The marked parts of a path, as texts. */
function marked(path: string, text: string, textMode: SearchQuery['textMode']): readonly string[] {
  return matchRanges(path, { text, textMode }).map(({ start, end }) => path.slice(start, end));
}

describe('a part of the path', () => {
  it('is marked in the name, wherever it stands, in any case', () => {
    expect(marked('etc/passwd-/Passwd.passwd', 'passwd', 'text')).toEqual(['Passwd', 'passwd']);
  });

  it('is marked over folders when it has a slash', () => {
    expect(marked('usr/lib/os-release', 'lib/os', 'text')).toEqual(['lib/os']);
    expect(marked('usr/lib/os-release', '/usr', 'text')).toEqual(['usr']);
    expect(marked('srv/usr/usrx', '/usr', 'text')).toEqual(['usr', 'usr']);
    expect(marked('srv/xusr', '/usr', 'text')).toEqual([]);
  });

  it('is not marked where small letters are more than capital ones', () => {
    expect(marked('İx/İnit', 'nit', 'text')).toEqual([]);
    expect(marked('a', '', 'text')).toEqual([]);
  });
});

describe('a glob', () => {
  it('has what is written out marked', () => {
    expect(marked('etc/ssl/server.pem', '*.pem', 'glob')).toEqual(['.pem']);
    expect(marked('root/.ssh/id_rsa.pub', 'id_*.pub', 'glob')).toEqual(['id_', '.pub']);
    expect(marked('usr/lib/x/libz.so.1', '/usr/**/libz.so.?', 'glob')).toEqual([
      'usr/',
      '/libz.so.',
    ]);
    expect(marked('etc/a.key', '*.{pem,key}', 'glob')).toEqual(['.']);
  });
});

describe('a regular expression', () => {
  it('has what it fits marked, in the name or over the path', () => {
    expect(marked('etc/.env.local', '^\\.env', 'regex')).toEqual(['.env']);
    expect(marked('usr/lib/python3/os.py', 'lib/.*\\.py$', 'regex')).toEqual(['lib/python3/os.py']);
    expect(marked('a1/b22c3', '\\d+', 'regex')).toEqual(['22', '3']);
  });

  it('is left alone when it is none, or could take long', () => {
    expect(marked('etc/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', '(a+)+$', 'regex')).toEqual([]);
    expect(marked(`etc/${'a'.repeat(3000)}!`, 'a*a*a*$', 'regex')).toEqual([]);
    expect(marked('etc/abab', '(ab)\\1', 'regex')).toEqual([]);
    expect(marked('etc/a', '(', 'regex')).toEqual([]);
  });

  it('may group without repeating the group', () => {
    expect(marked('etc/.env.test', '^\\.env(?:\\..+)?$', 'regex')).toEqual([]);
    expect(marked('etc/id_rsa', '(?:rsa|dsa)$', 'regex')).toEqual(['rsa']);
  });
});
