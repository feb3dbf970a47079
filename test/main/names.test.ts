import { describe, expect, test } from 'vitest';
import { namedLanguage, systemLocale } from '../../electron/main/language.ts';
import {
  safeDrawingName,
  safeExportName,
  safeFileName,
  safeReportName,
} from '../../electron/main/safe-file-name.ts';

test('a name for what is taken out keeps its ending', () => {
  const names = [
    'app-1.tar',
    '.hidden.tar.gz',
    '../a/b.tar.zst',
    `${'x'.repeat(300)}.zip`,
    'CON',
    '.tar',
  ];
  expect(names.map(safeExportName)).toEqual([
    'app-1.tar',
    'hidden.tar.gz',
    'b.tar.zst',
    `${'x'.repeat(60)}.zip`,
    '_CON',
    'file.tar',
  ]);
});

describe('a name to suggest for a file', () => {
  test('keeps a plain name as it is', () => {
    const names = ['hosts', '.bashrc', 'a b.tar.gz', 'größe.txt', 'console.log'];
    expect(names.map(safeFileName)).toEqual(names);
  });

  test('is one part of a path, without what a system would take amiss', () => {
    const names = [
      '../../etc/passwd',
      'a\\b',
      'a:b*c?',
      'x. . ',
      '  x',
      '..',
      '',
      '/',
      'CON',
      'nul.txt',
    ];
    expect(names.map(safeFileName)).toEqual([
      'passwd',
      'b',
      'a_b_c_',
      'x',
      'x',
      'file',
      'file',
      'file',
      '_CON',
      '_nul.txt',
    ]);
  });

  test('hides nothing', () => {
    expect(safeFileName('a\u202Egnp.exe\n\0')).toMatch(/^[\p{L}\p{N}\p{S}\p{P}]+$/u);
  });

  test('fits into 200 bytes without cutting a character in two', () => {
    const name = safeFileName('🐳'.repeat(300));
    expect(name).toBe('🐳'.repeat(50));
  });
});

test('the locale is the first of the languages that the program speaks', () => {
  const preferred = [['fr-FR', 'de-CH', 'en-GB'], ['en-GB', 'de'], ['fr'], []];
  expect(preferred.map(systemLocale)).toEqual(['de-CH', 'en-GB', 'en', 'en']);
});

test('the command line can name a language that there is', () => {
  expect(['de-AT', 'EN', 'fr', null].map(namedLanguage)).toEqual([
    { language: 'de' },
    { language: 'en' },
    {},
    {},
  ]);
});

test('a name to suggest for a picture is that of a picture and not hidden', () => {
  const names = ['app:1 files.svg', 'a.PNG', '.bashrc', 'run.desktop', '../.svg', ''];
  expect(names.map(safeDrawingName)).toEqual([
    'app_1 files.svg',
    'a.png',
    'bashrc.svg',
    'run.desktop.svg',
    'file.svg',
    'file.svg',
  ]);
  expect(safeDrawingName(`.profile${' '.repeat(300)}.svg`)).toBe('profile.svg');
  expect(safeDrawingName(`${'ü'.repeat(300)}.png`)).toBe(`${'ü'.repeat(60)}.png`);
});

test('a name to suggest for a report has the ending of its format and is not hidden', () => {
  expect(safeReportName('app-1..app-2', 'json')).toBe('app-1..app-2.json');
  expect(safeReportName('.profile', 'html')).toBe('profile.html');
  expect(safeReportName('a/../..', 'markdown')).toBe('file.md');
  expect(safeReportName('n'.repeat(300), 'markdown')).toBe(`${'n'.repeat(60)}.md`);
});
