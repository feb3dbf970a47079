import { profileOf } from './file-profile.ts';
import { isSmallPacked, packedPath, unpacked } from './packed-file.ts';
import { ContentScan } from './scan-content.ts';
import type { FoundSecret } from './told-secrets.ts';

/** Looks into small files in gzip, until what they unpack to is more than a number of bytes. */
export class PackedScan {
  #scan: ContentScan | null = null;
  #left: number;

  constructor(most: number) {
    this.#left = most;
  }

  /** What a file of `size` bytes holds, when `held` is all of it. */
  find(path: string, size: number, held: Uint8Array): readonly FoundSecret[] {
    const inside = packedPath(path);
    if (inside === null || !isSmallPacked(size) || held.length < size) return [];
    const profile = profileOf(inside);
    // Documentation is packed file by file, and says nothing of whoever made the image.
    if (profile.role !== 'own') return [];
    const content = unpacked(held, this.#left);
    if (content === null) return [];
    this.#left -= content.length;
    this.#scan ??= new ContentScan();
    this.#scan.begin(inside, content.length, profile);
    this.#scan.take(content);
    // Its lines say nothing to whoever opens the file.
    return this.#scan.end().map((secret) => ({ ...secret, line: null }));
  }
}
