import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readFuses, setFuses } from '../../electron/launch/fuses.mjs';
import { unzip } from '../../electron/launch/unzip.mjs';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'layerscope-runtime-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** A zip as PKWARE's APPNOTE describes it, with deflated bodies and no checksums. */
function zipOf(files: readonly { name: string; body: string; mode: number }[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, body, mode } of files) {
    const packed = deflateRawSync(body);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(8, 10);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE((mode << 16) >>> 0, 38);
    central.writeUInt32LE(offset, 42);
    parts.push(local, Buffer.from(name), packed);
    directory.push(central, Buffer.from(name));
    offset += local.length + name.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

it('unpacks the files that are asked for, with their modes', async () => {
  const zip = path.join(folder, 'a.zip');
  const files = [
    { name: 'Box/tool', body: 'run'.repeat(1000), mode: 0o100755 },
    { name: 'Box/resources/app/index.js', body: 'other', mode: 0o100644 },
    { name: 'Box/locales/de.pak', body: 'Wörter', mode: 0o100644 },
  ];
  await writeFile(zip, zipOf(files));
  const target = path.join(folder, 'out');
  await unzip(zip, target, (name) =>
    name.includes('/resources/') ? undefined : name.replace('Box/', ''),
  );
  expect((await readdir(target)).toSorted()).toEqual(['locales', 'tool']);
  expect(await readFile(path.join(target, 'tool'), 'utf8')).toBe('run'.repeat(1000));
  expect(await readFile(path.join(target, 'locales/de.pak'), 'utf8')).toBe('Wörter');
  expect((await stat(path.join(target, 'tool'))).mode & 0o777).toBe(0o755);
});

it('refuses an entry that would land elsewhere, and what is no zip', async () => {
  const zip = path.join(folder, 'a.zip');
  const target = path.join(folder, 'out');
  await writeFile(zip, zipOf([{ name: '../escaped', body: 'x', mode: 0o644 }]));
  await expect(unzip(zip, target, (name) => name)).rejects.toThrow('Unsafe name');
  expect(await readdir(folder)).toEqual(['a.zip']);
  await writeFile(zip, 'just some text, longer than an end record');
  await expect(unzip(zip, target, (name) => name)).rejects.toThrow('not a plain zip');
});

it('reads and sets the switches of a binary and leaves the rest alone', async () => {
  const binary = path.join(folder, 'electron');
  const sentence = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
  await writeFile(binary, `before${sentence}\u0001\u000810100r11after`);
  expect(await readFuses(binary)).toEqual({
    runAsNode: true,
    enableCookieEncryption: false,
    enableNodeOptionsEnvironmentVariable: true,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: false,
    loadBrowserProcessSpecificV8Snapshot: true,
    grantFileProtocolExtraPrivileges: true,
  });
  await setFuses(binary, { runAsNode: false, enableNodeCliInspectArguments: true });
  expect(await readFile(binary, 'utf8')).toBe(`before${sentence}\u0001\u000800110r11after`);
});

it('does not touch a binary without switches', async () => {
  const binary = path.join(folder, 'plain');
  await writeFile(binary, 'no switches in here');
  await expect(setFuses(binary, { runAsNode: false })).rejects.toThrow('has no fuses');
  expect(await readFile(binary, 'utf8')).toBe('no switches in here');
});
