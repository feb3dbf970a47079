import type { Advice } from '../../../shared/model/advice.ts';

/** Bytes from which on advice is worth reading whatever the size of the image. */
const worthReading = 1_000_000;
/** The same as a part of what the image stores. */
const worthReadingShare = 0.005;

const high = { bytes: 100_000_000, share: 0.1 } as const;
const medium = { bytes: 10_000_000, share: 0.02 } as const;

/** Whether saving so many bytes of an image that stores `stored` bytes is worth a change of its Dockerfile. */
export function isWorthwhile(bytes: number, stored: number): boolean {
  return bytes > 0 && (bytes >= worthReading || bytes >= stored * worthReadingShare);
}

/** How much it matters to save so many bytes of `stored`. */
export function severityOf(bytes: number, stored: number): Advice['severity'] {
  for (const [severity, from] of [
    ['high', high],
    ['medium', medium],
  ] as const) {
    if (bytes >= from.bytes || bytes >= stored * from.share) return severity;
  }
  return 'low';
}
