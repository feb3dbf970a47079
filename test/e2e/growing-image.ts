import { writeFile } from 'node:fs/promises';
import { dockerMembers } from '../fixtures/docker-members.ts';
import { image, layer } from '../fixtures/image.ts';
import { packMembers } from '../fixtures/outer.ts';
import { plainPng } from '../fixtures/png.ts';
import { directory, file, symlink } from '../fixtures/tar.ts';
import type { TarItem } from '../fixtures/tar.ts';

/** Offsets in `srv/engine.bin` whose bytes differ between the two builds, all in runs of one byte. */
export const changedOffsets = [70_000, 180_000, 299_999] as const;

/** Bytes by which `srv/cache` makes the second build larger. */
export const cacheBytes = 400_000;

const later = new Date('2024-06-01T08:30:00Z');

/**
 * Writes two builds of one image as archives: the second has a cache that was forgotten, a moved file, another text,
 * picture, program and link, and a folder whose files differ in their times alone.
 */
export async function writeTwoBuilds(first: string, second: string): Promise<void> {
  const base = layer(directory('etc'), file('etc/os-release', 'ID=plain\n'));
  for (const [path, build] of [
    [first, 1],
    [second, 2],
  ] as const) {
    const recipe = image({
      ref: `shop:${build}`,
      layers: [base, layer(...(build === 1 ? firstBuild() : secondBuild()))],
      history: ['ADD rootfs', `COPY build-${build} /`],
    });
    await writeFile(path, await packMembers(await dockerMembers([recipe])));
  }
}

function firstBuild(): readonly TarItem[] {
  return [
    directory('srv'),
    file('srv/settings.conf', settings('80', 'info')),
    file('srv/windows.txt', 'one\ntwo\nthree\n'),
    file('srv/logo.png', plainPng(40, 30, [200, 30, 60, 255])),
    file('srv/engine.bin', engine([])),
    file('srv/report.csv', report()),
    file('srv/run.sh', '#!/bin/sh\nexec shop\n', { mode: 0o644 }),
    symlink('srv/current', 'build-1'),
    directory('srv/pages'),
    file('srv/pages/a.html', '<p>a</p>\n'),
    file('srv/pages/b.html', '<p>b</p>\n'),
  ];
}

function secondBuild(): readonly TarItem[] {
  return [
    directory('srv'),
    file('srv/settings.conf', settings('8080', 'debug')),
    file('srv/windows.txt', 'one\r\ntwo\r\nthree\r\n'),
    file('srv/logo.png', plainPng(64, 48, [30, 90, 200, 255])),
    file('srv/engine.bin', engine(changedOffsets)),
    directory('srv/archive'),
    file('srv/archive/report-2024.csv', report()),
    file('srv/run.sh', '#!/bin/sh\nexec shop\n', { mode: 0o755 }),
    symlink('srv/current', 'build-2'),
    directory('srv/pages'),
    file('srv/pages/a.html', '<p>a</p>\n', { mtime: later }),
    file('srv/pages/b.html', '<p>b</p>\n', { mtime: later }),
    directory('srv/cache'),
    file('srv/cache/wheels.tmp', Buffer.alloc(cacheBytes, 0x5a)),
  ];
}

/** Sixty lines of which the ports and the last one differ; the second build lost the newline at its end. */
function settings(port: string, level: string): string {
  const lines = Array.from({ length: 50 }, (_, line) => `option.${line} = ${line * 3}`);
  const end = level === 'debug' ? '' : '\n';
  return (
    [`listen.port = ${port}`, ...lines, 'listen.host = 0.0.0.0', `log.level = ${level}`].join(
      '\n',
    ) + end
  );
}

/** The header of a program for x86-64: ELF, 64 bits, little-endian, at a fixed address. */
const programHeader = Buffer.concat([
  Buffer.from('7f454c4602010100000000000000000002003e0001000000', 'hex'),
  Buffer.alloc(40),
]);

/** A program as good as any: a header, then bytes without a pattern, some of them changed. */
function engine(changed: readonly number[]): Buffer {
  const bytes = Buffer.alloc(300_000);
  let state = 7;
  for (let at = 0; at < bytes.length; at++) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    bytes[at] = state >>> 16;
  }
  bytes.set(programHeader);
  for (const at of changed) bytes[at] = (bytes[at] ?? 0) ^ 0xff;
  return bytes;
}

function report(): string {
  return Array.from({ length: 400 }, (_, line) => `${line};${line * 17};open\n`).join('');
}
