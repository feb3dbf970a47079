import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';

export interface ReplaceOptions {
  /** Where the file is written first, in the same folder; default: a fixed name, so that one left over is reused. */
  readonly draft?: string;
  /** Default: for this user alone. */
  readonly mode?: number;
}

/**
 * Writes a file beside its place and moves it there when it is whole and on the disk. The usual draft is for the
 * program's own folders, in which only one of its processes writes at a time.
 */
export async function replaceFile(
  file: string,
  content: string | Uint8Array,
  { draft = `${file}.draft`, mode = 0o600 }: ReplaceOptions = {},
): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  try {
    const handle = await open(draft, 'w', mode);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw error;
  }
}
