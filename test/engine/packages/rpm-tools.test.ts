import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { PackagesRead } from '../../../electron/engine/packages/package-record.ts';
import { parseRpm, parseRpmFiles } from '../../../electron/engine/packages/rpm.ts';
import { rpmDatabase, rpmHeader } from '../../fixtures/rpm-database.ts';
import { temporaryFolder } from '../../fixtures/session.ts';
import { hasTool, runTool } from './tools.ts';

/** Tools that make and read databases themselves: what they say is what must be found. */
const hasRpm = hasTool('rpm', '--version') && hasTool('rpmbuild', '--version');
const hasSqlite = hasTool('python3', '-c', 'import sqlite3');

/** One line for a package, as the query below makes it. */
function lines({ packages }: PackagesRead): readonly string[] {
  return packages
    .map(({ name, version, architecture, bytes }) =>
      [name, version, architecture ?? '(none)', bytes ?? '(none)'].join(' '),
    )
    .toSorted();
}

function build(folder: string, name: string, fields: string, files: string): void {
  const spec = path.join(folder, `${name}.spec`);
  writeFileSync(
    spec,
    `Name: ${name}\nSummary: made for a test\nLicense: none\n${fields}\n%description\nNothing.\n${files}`,
  );
  runTool('rpmbuild', [
    '-bb',
    '--define',
    `_topdir ${folder}/build`,
    '--define',
    '_rpmfilename %{NAME}-%{ARCH}.rpm',
    spec,
  ]);
}

describe.skipIf(!hasRpm)('a database that rpm has written', () => {
  test('lists what rpm lists', { timeout: 120_000 }, () => {
    const folder = temporaryFolder();
    build(folder, 'plain', 'Version: 1.0\nRelease: 1\nBuildArch: noarch', '%files\n');
    build(folder, 'with-epoch', 'Epoch: 3\nVersion: 2.5~rc1\nRelease: 7.el9', '%files\n');
    build(
      folder,
      'with-files',
      'Version: 0\nRelease: 0.1^git\nBuildArch: noarch',
      '%install\nmkdir -p %{buildroot}/opt\nfor n in $(seq 800); do echo $n > %{buildroot}/opt/a-file-with-a-long-name-$n; done\n%files\n/opt/*\n',
    );
    const packages = path.join(folder, 'build', 'RPMS');
    const database = path.join(folder, 'db');
    mkdirSync(database);
    const rpm = (...args: readonly string[]): string =>
      runTool('rpm', ['--dbpath', database, ...args]);
    const rpms = runTool('sh', ['-c', `ls ${packages}/*.rpm`])
      .trim()
      .split('\n');
    expect(rpms).toHaveLength(3);
    rpm('--install', '--justdb', '--nodeps', '--ignorearch', ...rpms);
    const query = '%{NAME} %{EVR} %{ARCH} %{LONGSIZE}\n';
    const theirs = (): readonly string[] =>
      rpm('--query', '--all', '--queryformat', query).trim().split('\n').toSorted();
    const ours = (): PackagesRead => {
      const file = path.join(database, 'rpmdb.sqlite');
      const log = `${file}-wal`;
      return parseRpm(readFileSync(file), existsSync(log) ? readFileSync(log) : null);
    };
    expect(ours().missing).toBeNull();
    expect(lines(ours())).toEqual(theirs());
    rpm('--erase', '--justdb', '--nodeps', 'plain');
    expect(lines(ours())).toEqual(theirs());
    expect(lines(ours())).toHaveLength(2);
  });

  test('lists the files that rpm lists', { timeout: 120_000 }, () => {
    const folder = temporaryFolder();
    build(folder, 'empty', 'Version: 1.0\nRelease: 1\nBuildArch: noarch', '%files\n');
    build(
      folder,
      'full',
      'Version: 1\nRelease: 1\nBuildArch: noarch',
      '%install\nmkdir -p %{buildroot}/opt/a/b "%{buildroot}/usr/share/one two"\nfor n in $(seq 900); do echo $n > %{buildroot}/opt/a/file-$n; done\necho x > %{buildroot}/opt/a/b/x\necho ü > "%{buildroot}/usr/share/one two/ü"\nln -s x %{buildroot}/opt/a/b/link\n%files\n/opt/a\n"/usr/share/one two"\n%ghost /opt/ghost\n',
    );
    const database = path.join(folder, 'db');
    mkdirSync(database);
    const rpm = (...args: readonly string[]): string =>
      runTool('rpm', ['--dbpath', database, ...args]);
    const rpms = runTool('sh', ['-c', `ls ${folder}/build/RPMS/*.rpm`])
      .trim()
      .split('\n');
    rpm('--install', '--justdb', '--nodeps', '--ignorearch', ...rpms);
    const theirs = rpm('--query', '--all', '--queryformat', '[%{FILENAMES}\n]').trim().split('\n');
    const file = path.join(database, 'rpmdb.sqlite');
    const log = `${file}-wal`;
    const ours = parseRpmFiles(readFileSync(file), existsSync(log) ? readFileSync(log) : null);
    if (ours.kind !== 'listed') throw new Error('no list');
    expect(ours.missing).toBeNull();
    const found = Buffer.from(ours.paths).toString().trim().split('\n');
    expect(theirs.length).toBeGreaterThan(900);
    expect(found.toSorted()).toEqual(theirs.toSorted());
  });
});

/**
 * Makes a database in SQLite, changes it by a script, and copies it with its log while the log is not yet written
 * back; answers what SQLite finds in the copy.
 */
const sqliteScript = `
import sqlite3, shutil, sys, json
source, copy, headers = sys.argv[1:4]
db = sqlite3.connect(source, isolation_level=None)
db.execute("PRAGMA journal_mode=WAL")
db.execute("PRAGMA wal_autocheckpoint=0")
def add(name):
    db.execute("INSERT INTO Packages (blob) VALUES (?)", (open(headers + '/' + name, 'rb').read(),))
db.execute("CREATE TABLE 'Basenames' (key TEXT NOT NULL, hnum INTEGER NOT NULL)")
db.execute("CREATE TABLE 'Packages' (hnum INTEGER PRIMARY KEY AUTOINCREMENT,blob BLOB NOT NULL)")
add('first')
add('second')
db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
exec(sys.stdin.read())
shutil.copy(source, copy)
shutil.copy(source + '-wal', copy + '-wal')
`;

describe.skipIf(!hasSqlite)('SQLite', () => {
  const headerOf = (name: string, ballast: number): Buffer =>
    rpmHeader({ name, version: '1', release: '1', architecture: 'noarch', size: 7, ballast });

  const ballasts = { first: 10, second: 50_000, short: 10, long: 300_000 };

  function changed(script: string): { readonly found: PackagesRead; readonly theirs: number } {
    const folder = temporaryFolder();
    const source = path.join(folder, 'source');
    const copy = path.join(folder, 'copy');
    for (const [name, ballast] of Object.entries(ballasts)) {
      writeFileSync(path.join(folder, name), headerOf(name, ballast));
    }
    runTool('python3', ['-c', sqliteScript, source, copy, folder], script);
    const found = parseRpm(readFileSync(copy), readFileSync(`${copy}-wal`));
    const count = `import sqlite3; print(sqlite3.connect('${copy}').execute('select count(*) from Packages').fetchone()[0])`;
    return { found, theirs: Number(runTool('python3', ['-c', count])) };
  }

  test('takes the databases that the tests make for sound', () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'db');
    const headers = Array.from({ length: 40 }, (_, at) => headerOf(`p${at}`, at * 400));
    writeFileSync(file, rpmDatabase(headers));
    const script = `import sqlite3; db = sqlite3.connect('${file}'); print(sum(len(row[0]) for row in db.execute('select blob from Packages')))`;
    const bytes = headers.reduce((sum, header) => sum + header.length, 0);
    expect(Number(runTool('python3', ['-c', script]))).toBe(bytes);
  });

  test.each([
    ['what was committed', "add('short'); add('long')", ['first', 'second', 'short', 'long']],
    [
      'what was changed and removed',
      "db.execute('DELETE FROM Packages WHERE hnum = 1'); add('short')",
      ['second', 'short'],
    ],
    [
      'many pages',
      "[add('short') for _ in range(200)]; db.execute('DELETE FROM Packages WHERE hnum > 5')",
      ['first', 'second', 'short', 'short', 'short'],
    ],
    [
      'no more than was committed',
      "add('short'); db.execute('PRAGMA cache_size=1'); db.execute('BEGIN'); [add('long') for _ in range(20)]",
      ['first', 'second', 'short'],
    ],
  ])('leaves in its log %s', (_, script, names) => {
    const { found, theirs } = changed(script);
    expect(found.missing).toBeNull();
    expect(found.packages.map(({ name }) => name)).toEqual(names);
    expect(theirs).toBe(names.length);
  });
});
