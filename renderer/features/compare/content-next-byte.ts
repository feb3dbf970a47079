import type { ReadPart } from './content-side.ts';

/** A file that can be read in parts. */
export interface PartFile {
  readonly length: number;
  readonly read: ReadPart;
}

/** Bytes of either file that are read at once. */
const stepBytes = 1_048_576;

/**
 * The offset where the next run of differing bytes begins behind the one that holds `from`, or, backward, where the one
 * before it begins. Bytes that one file alone has count as differing. Null when there is none on that way.
 */
export async function nextByteDifference(
  a: PartFile,
  b: PartFile,
  from: number,
  backward: boolean,
  signal: AbortSignal,
): Promise<number | null> {
  return backward ? differenceBefore(a, b, from, signal) : differenceBehind(a, b, from, signal);
}

async function differenceBehind(
  a: PartFile,
  b: PartFile,
  from: number,
  signal: AbortSignal,
): Promise<number | null> {
  const end = Math.max(a.length, b.length);
  let inRun = true;
  for (let start = from; start < end; start += stepBytes) {
    const count = Math.min(stepBytes, end - start);
    const [bytesA, bytesB] = await bothParts(a, b, start, count, signal);
    for (let at = 0; at < count; at++) {
      const differs = bytesA[at] !== bytesB[at];
      if (!differs) inRun = false;
      else if (!inRun) return start + at;
    }
  }
  return null;
}

async function differenceBefore(
  a: PartFile,
  b: PartFile,
  from: number,
  signal: AbortSignal,
): Promise<number | null> {
  // First out of the run that holds `from`, then to a byte that differs, then to the beginning of its run.
  let phase: 'leaving' | 'seeking' | 'inside' = 'leaving';
  let begin = 0;
  for (let end = Math.min(from + 1, Math.max(a.length, b.length)); end > 0;) {
    const start = Math.max(0, end - stepBytes);
    const [bytesA, bytesB] = await bothParts(a, b, start, end - start, signal);
    for (let at = end - start - 1; at >= 0; at--) {
      const differs = bytesA[at] !== bytesB[at];
      if (differs && phase === 'inside') begin = start + at;
      else if (differs && phase === 'seeking') {
        phase = 'inside';
        begin = start + at;
      } else if (!differs && phase === 'leaving') phase = 'seeking';
      else if (!differs && phase === 'inside') return begin;
    }
    end = start;
  }
  return phase === 'inside' ? begin : null;
}

async function bothParts(
  a: PartFile,
  b: PartFile,
  start: number,
  count: number,
  signal: AbortSignal,
): Promise<readonly [Uint8Array, Uint8Array]> {
  signal.throwIfAborted();
  const part = (file: PartFile): Promise<Uint8Array> =>
    start < file.length
      ? file.read(start, Math.min(count, file.length - start), signal)
      : Promise.resolve(new Uint8Array(0));
  return Promise.all([part(a), part(b)]);
}
