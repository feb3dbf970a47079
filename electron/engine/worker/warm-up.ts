import { openBytes } from '../bytes/random-access.ts';
import { tarBlock } from '../bytes/tar-checksum.ts';
import { hashContents } from '../layer/content-hash.ts';
import { indexPlainLayer } from '../layer/index-layer.ts';
import type { LayerIndex } from '../layer/layer-index.ts';

/** Entries of the made-up layer: listing them takes a few milliseconds, the longest that a task can be kept waiting. */
const entries = 500;
/** After so many turns the functions that list a layer have been compiled as well as they ever are. */
const turns = 50;

/**
 * Does what listing a layer does, over and over on a layer made up in memory, so that the code is compiled when the
 * first archive is opened: that then takes half the time. Yields between turns.
 */
export function* warmUpListing(): Generator<void> {
  const source = openBytes(madeUpTar());
  for (let turn = 0; turn < turns; turn++) {
    const index = indexPlainLayer(source, { stargz: false });
    hashContents(source, index, Uint32Array.of(turn));
    yield;
  }
}

/** The index of a layer that nobody has. */
export function madeUpIndex(): LayerIndex {
  return indexPlainLayer(openBytes(madeUpTar()), { stargz: false });
}

/** A tar of files and symbolic links, some ten in a folder (POSIX ustar). */
function madeUpTar(): Uint8Array {
  const tar = new Uint8Array((entries * 2 + 2) * tarBlock);
  const text = new TextEncoder();
  for (let entry = 0, at = 0; entry < entries; entry++) {
    const header = tar.subarray(at, at + tarBlock);
    const put = (value: string, place: number): void => header.set(text.encode(value), place);
    put(`usr/lib/part-${entry % 7}/package-${Math.floor(entry / 10)}/file-${entry % 300}.txt`, 0);
    // What ends a field is there already: the array is all NULs.
    put('0000644', 100);
    put('0000000', 108);
    put('0000000', 116);
    const isLink = entry % 50 === 0;
    put(isLink ? '00000000000' : '00000000777', 124);
    put('14617706000', 136);
    put(isLink ? '2' : '0', 156);
    if (isLink) put('../elsewhere/file.txt', 157);
    put('ustar', 257);
    put('00', 263);
    put(' '.repeat(8), 148);
    const sum = header.reduce((total, byte) => total + byte, 0);
    put(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    at += isLink ? tarBlock : 2 * tarBlock;
  }
  return tar;
}
