import { once } from 'node:events';
import { closeSync, ftruncateSync, openSync, readdirSync, writeSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../fixtures/session.ts';
import { file, packTar } from '../fixtures/tar.ts';

/** A tar of one file of 60 GB that takes no room on the disk: hashing it takes longer than any test. */
export async function endlessTar(): Promise<string> {
  const size = 60_000_000_000;
  const header = (await packTar([file('zeros', '')])).subarray(0, 512);
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
  header.fill(' ', 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  const archive = path.join(temporaryFolder(), 'endless.tar');
  const descriptor = openSync(archive, 'w');
  writeSync(descriptor, header);
  ftruncateSync(descriptor, 512 + Math.ceil(size / 512) * 512 + 1024);
  closeSync(descriptor);
  return archive;
}

/** Waits until there is something in a folder, which need not be there yet. */
export async function fileAppears(folder: string, name = /^/): Promise<void> {
  for (;;) {
    try {
      if (readdirSync(folder).some((each) => name.test(each))) return;
    } catch {
      // Not yet.
    }
    await once(AbortSignal.timeout(20), 'abort');
  }
}
