import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { handedPaths, ownArguments, parseArguments } from '../../electron/main/arguments.ts';

const folder = path.resolve('/place/images');
const inFolder = (name: string): string => path.resolve(folder, name);

describe('the command line', () => {
  test('names files and folders relative to the folder it was typed in, each once', () => {
    expect(parseArguments(['a.tar', '../b', './a.tar', path.resolve('/c d.tar')], folder)).toEqual({
      paths: [inFolder('a.tar'), path.resolve('/place/b'), path.resolve('/c d.tar')],
      language: null,
    });
  });

  test('takes file URLs, as desktops pass them, and leaves out broken ones', () => {
    const url = pathToFileURL(inFolder('a b.tar')).href;
    expect(parseArguments([url, 'file://%', 'file:///a%2Fb'], folder).paths).toEqual([
      inFolder('a b.tar'),
    ]);
  });

  test('ignores the switches of Chromium and of the system', () => {
    const switches = ['--no-sandbox', '--user-data-dir=/x', '-psn_0_1', '--inspect=0', '-h', ''];
    expect(parseArguments(switches, folder)).toEqual({ paths: [], language: null });
  });

  test('takes everything after -- for a path', () => {
    expect(parseArguments(['--', '--lang', '-a.tar'], folder)).toEqual({
      paths: [inFolder('--lang'), inFolder('-a.tar')],
      language: null,
    });
  });

  test('names the language in either way', () => {
    const languages = [['--lang=de'], ['--lang', 'de', 'a'], ['--lang='], ['--lang']].map(
      (args) => parseArguments(args, folder).language,
    );
    expect(languages).toEqual(['de', 'de', null, null]);
  });

  test('of a bare Electron has the folder of the program first', () => {
    const argv = ['/bin/electron', '--no-sandbox', '.', 'a.tar'];
    expect([
      ownArguments(argv, true),
      ownArguments(argv, false),
      ownArguments(['x'], true),
    ]).toEqual([['--no-sandbox', 'a.tar'], ['--no-sandbox', '.', 'a.tar'], []]);
  });
});

test('a second start can hand over nothing but absolute paths', () => {
  const handed = [
    { paths: [inFolder('a'), 'relative', inFolder('b')], more: 1 },
    { paths: [''] },
    { paths: [1] },
    { paths: 'a' },
    null,
    [],
  ];
  expect(handed.map(handedPaths)).toEqual([[inFolder('a'), inFolder('b')], [], [], [], [], []]);
});
