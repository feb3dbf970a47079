import { mkdir, open, rename } from 'node:fs/promises';
import path from 'node:path';

/**
 * Writes a file beside its place and moves it there when it is whole and on the disk. Only one process of this program
 * writes at a time: the draft's name can be fixed, and one left over is reused.
 */
export async function replaceFile(file: string, content: string | Uint8Array): Promise<void> {
  const draft = `${file}.draft`;
  await mkdir(path.dirname(file), { recursive: true });
  const handle = await open(draft, 'w', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
}
