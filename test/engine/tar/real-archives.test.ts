import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { extract, type Header } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { sniffCompression } from '../../../electron/engine/bytes/sniff.ts';
import { fixtureRows, fixturesFolder } from '../../fixtures/locate.ts';
import { inflateBytes } from '../bytes/inflate-bytes.ts';
import { readBySeeking, readEntries, type ReadEntry } from './read-entries.ts';

const bareTars = fixtureRows().filter(({ format }) => format === 'bare tar');
const paths = bareTars.map(({ path }) => path);

/** Where our count is not that of the index, which counts every header that could be made out. */
const countsApart = new Map([
  // A folder listing of an incremental backup (type D) is no entry of a file system.
  ['moby__moby/layers/gnu-incremental.tar', 2],
  // A header with a negative size, which is an error.
  ['moby__moby/layers/neg-size.tar', 0],
]);

/** Where GNU tar lists something else, and what we follow instead. */
const gnuApart = new Map([
  ['moby__moby/layers/gnu-incremental.tar', 'lists the folder listing (type D) as a folder'],
  ['moby__moby/layers/hdr-only.tar', 'passes over bodies of links and folders, which have none'],
  ['moby__moby/layers/pax-global-records.tar', 'applies global records, which engines ignore'],
  ['moby__moby/layers/pax-nul-path.tar', 'cuts a path at its NUL; we drop the record, Go refuses'],
]);

/** Where tar-stream gives something else, and what we follow instead. */
const libraryApart = new Map([
  ['mafintosh__tar-stream/layers/unknown-format.tar', 'refuses headers without magic by default'],
  ['mafintosh__tar-stream/layers/v7.tar', 'refuses headers without magic by default'],
  ['moby__moby/layers/v7.tar', 'refuses headers without magic by default'],
  ['moby__moby/layers/gnu-incremental.tar', 'gives types it does not know'],
  ['moby__moby/layers/gnu-nil-sparse-data.tar', 'knows no sparse files'],
  ['moby__moby/layers/gnu-nil-sparse-hole.tar', 'knows no sparse files'],
  ['moby__moby/layers/gnu-sparse-big.tar', 'knows no sparse files'],
  ['moby__moby/layers/pax-nil-sparse-data.tar', 'knows no sparse files'],
  ['moby__moby/layers/pax-nil-sparse-hole.tar', 'knows no sparse files'],
  ['moby__moby/layers/pax-sparse-big.tar', 'knows no sparse files'],
  ['moby__moby/layers/sparse-formats.tar', 'knows no sparse files'],
  ['moby__moby/layers/hdr-only.tar', 'waits for bodies of links and folders, which have none'],
  [
    'moby__moby/layers/pax-bad-hdr-file.tar',
    'reads on after a record of wrong length; GNU tar stops',
  ],
  ['moby__moby/layers/pax-nul-path.tar', 'keeps a NUL in a path; we drop the record, Go refuses'],
]);

/** Longer ones are read in one way only: names of a million bytes take a minute to compare in nine. */
const shortBytesLimit = 200_000;

async function contentOf(path: string): Promise<Uint8Array> {
  const bytes = new Uint8Array(readFileSync(join(fixturesFolder ?? '', path)));
  return (await inflateBytes(bytes, sniffCompression(bytes))).content;
}

describe.skipIf(fixturesFolder === null)('real tars', () => {
  it.each(paths)('%s has the entries that the index counts', async (path) => {
    const bytes = await contentOf(path);
    const { entries } = bytes.length < shortBytesLimit ? readEntries(bytes) : readBySeeking(bytes);
    const row = bareTars.find((candidate) => candidate.path === path);
    expect(entries.length).toBe(countsApart.get(path) ?? row?.entries);
  });

  it.each(paths.filter((path) => !gnuApart.has(path)))(
    '%s is as GNU tar lists it',
    async (path) => {
      const bytes = await contentOf(path);
      expect(readBySeeking(bytes).entries.map(gnuLine)).toEqual(gnuList(bytes));
    },
  );

  it.each(paths.filter((path) => !libraryApart.has(path)))(
    '%s is as tar-stream reads it',
    async (path) => {
      const bytes = await contentOf(path);
      expect(readBySeeking(bytes).entries.map(libraryLine)).toEqual(await libraryList(bytes));
    },
  );
});

/** Type, owner, size or device, name and link as `tar --list --verbose` writes them; times are left out. */
function gnuList(bytes: Uint8Array): readonly string[] {
  const done = spawnSync(
    'tar',
    ['--list', '--verbose', '--numeric-owner', '--quoting-style=escape', '--file=-'],
    { input: bytes, env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' } },
  );
  const line = /^(.)([a-zA-Z-]{9}) (\S+) +(\S+) [-\d]+ [\d:]+ (.*)$/;
  return done.stdout
    .toString('latin1')
    .split('\n')
    .flatMap((text) => {
      const found = line.exec(text);
      return found === null ? [] : [`${found[1]}${found[2]} ${found[3]} ${found[4]} ${found[5]}`];
    });
}

function gnuLine(entry: ReadEntry): string {
  const type = gnuTypes.get(entry.type) ?? '?';
  const isDevice = entry.type === '3' || entry.type === '4';
  const size = isDevice ? entry.device.join(',') : String(entry.size);
  const arrow = entry.type === '1' ? ' link to ' : entry.type === '2' ? ' -> ' : '';
  const link = arrow === '' ? '' : arrow + entry.link;
  return `${type}${permissions(entry.mode)} ${entry.uid}/${entry.gid} ${size} ${escaped(entry.rawName)}${link}`;
}

const gnuTypes = new Map([
  ['0', '-'],
  ['1', 'h'],
  ['2', 'l'],
  ['3', 'c'],
  ['4', 'b'],
  ['5', 'd'],
  ['6', 'p'],
  ['7', 'C'],
]);

function permissions(mode: number): string {
  const letters = Array.from('rwxrwxrwx', (letter, at) => ((mode >>> (8 - at)) & 1 ? letter : '-'));
  const special = [
    [2, 0o4000, 's'],
    [5, 0o2000, 's'],
    [8, 0o1000, 't'],
  ] as const;
  for (const [at, bit, letter] of special) {
    if ((mode & bit) !== 0) letters[at] = letters[at] === 'x' ? letter : letter.toUpperCase();
  }
  return letters.join('');
}

/** As GNU tar escapes names in the C locale. */
function escaped(name: Uint8Array): string {
  return Array.from(name, (byte) => {
    if (byte === 0x5c) return '\\\\';
    if (byte >= 0x20 && byte < 0x7f) return String.fromCharCode(byte);
    return `\\${byte.toString(8).padStart(3, '0')}`;
  }).join('');
}

/** Name, size, type and link of each entry; until an error, when there is one. */
function libraryList(bytes: Uint8Array): Promise<readonly string[]> {
  return new Promise((resolve) => {
    const lines: string[] = [];
    const extraction = extract();
    extraction.on('entry', (header: Header, stream, next) => {
      const { name, size, type, linkname } = header;
      lines.push(`${type} ${name} ${size} ${linkname ?? ''}`);
      stream.on('end', next);
      stream.on('error', () => resolve(lines));
      stream.resume();
    });
    extraction.on('error', () => resolve(lines));
    extraction.on('finish', () => resolve(lines));
    extraction.end(Buffer.from(bytes));
  });
}

function libraryLine(entry: ReadEntry): string {
  const type = libraryTypes.get(entry.type) ?? '?';
  const link = entry.type === '1' || entry.type === '2' ? entry.link : '';
  return `${type} ${entry.name} ${entry.size} ${link}`;
}

const libraryTypes = new Map([
  ['0', 'file'],
  ['1', 'link'],
  ['2', 'symlink'],
  ['3', 'character-device'],
  ['4', 'block-device'],
  ['5', 'directory'],
  ['6', 'fifo'],
  ['7', 'contiguous-file'],
]);
