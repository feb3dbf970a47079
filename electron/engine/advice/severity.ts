import type { AdviceSeverity } from '../../../shared/model/advice.ts';

/** Bytes from which on advice is worth reading whatever the size of the image. */
const worthReading = 1_000_000;
/** The same as a part of what the image stores. */
const worthReadingShare = 0.005;

interface Grade {
  /** Bytes that are enough by themselves. */
  readonly bytes: number;
  /** A part of what the image stores that is enough with so many bytes. */
  readonly share: number;
  readonly shareBytes: number;
}

const grades: readonly (readonly [AdviceSeverity, Grade])[] = [
  ['important', { bytes: 100_000_000, share: 0.1, shareBytes: 5_000_000 }],
  ['worthwhile', { bytes: 10_000_000, share: 0.02, shareBytes: 1_000_000 }],
];

/** Whether saving so many bytes of an image that stores `stored` bytes is worth a change of its Dockerfile. */
export function isWorthwhile(bytes: number, stored: number): boolean {
  return bytes > 0 && (bytes >= worthReading || bytes >= stored * worthReadingShare);
}

/** How much it matters to save so many bytes of `stored`. Bytes are never urgent. */
export function severityOf(bytes: number, stored: number): AdviceSeverity {
  for (const [severity, { bytes: enough, share, shareBytes }] of grades) {
    if (bytes >= enough || (bytes >= shareBytes && bytes >= stored * share)) return severity;
  }
  return 'minor';
}
