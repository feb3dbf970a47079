import { mkdtempSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { EngineError } from '../../../electron/engine/bytes/engine-error.ts';
import {
  locateFile,
  openBlob,
  openBytes,
  readStart,
} from '../../../electron/engine/bytes/random-access.ts';
import { noise } from '../../fixtures/tar-builder.ts';

const folder = mkdtempSync(join(tmpdir(), 'layerscope-bytes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const content = noise(10_000);

function newFile(name: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function failureCode(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof EngineError) return error.failure.code;
    throw error;
  }
  return 'none';
}

describe('a blob', () => {
  it('in a file is read from any place of its range', () => {
    const source = openBlob({ ...locateFile(newFile('range')), offset: 1000, length: 500 });
    const target = new Uint8Array(200);
    expect(source.size).toBe(500);
    expect(source.read(target, 100)).toBe(200);
    expect(target).toEqual(content.subarray(1100, 1300));
    expect(source.read(target, 450)).toBe(50);
    expect(target.subarray(0, 50)).toEqual(content.subarray(1450, 1500));
    expect(source.read(target, 500)).toBe(0);
    expect(source.read(target, 9999)).toBe(0);
    source.close();
    source.close();
  });

  it('ends where its file ends, whatever its location claims', () => {
    const source = openBlob({ ...locateFile(newFile('clip')), offset: 9900, length: 1e12 });
    expect(source.size).toBe(100);
    expect(readStart(source, 4096)).toEqual(content.subarray(9900));
    source.close();
    const past = openBlob({ ...locateFile(join(folder, 'clip')), offset: 20_000, length: 5 });
    expect(past.size).toBe(0);
    past.close();
  });

  it('in memory is read alike', () => {
    const source = openBytes(content);
    const target = new Uint8Array(20);
    expect(source.read(target, 9990)).toBe(10);
    expect(target.subarray(0, 10)).toEqual(content.subarray(9990));
    expect(source.read(target, 10_001)).toBe(0);
  });

  it('whose file has become another is refused', () => {
    const path = newFile('changed');
    const location = locateFile(path);
    utimesSync(path, new Date(), new Date(0));
    expect(failureCode(() => openBlob(location))).toBe('source-changed');
    rmSync(path);
    expect(failureCode(() => openBlob(location))).toBe('not-found');
    expect(failureCode(() => locateFile(path))).toBe('not-found');
  });

  it('whose file becomes shorter while it is read is refused', () => {
    const path = newFile('shorter');
    const source = openBlob(locateFile(path));
    truncateSync(path, 10);
    expect(failureCode(() => source.read(new Uint8Array(100), 0))).toBe('source-changed');
    source.close();
  });

  it('that is a folder is refused', () => {
    const location = locateFile(folder);
    const failure = failureCode(() => openBlob(location).read(new Uint8Array(10), 0));
    expect(failure).toBe('not-readable');
  });
});
