import type { Packing } from '../../../shared/model/export.ts';
import { saveFormats } from '../../../shared/model/store.ts';
import type { SaveFormat } from '../../../shared/model/store.ts';
import { packingLevels } from '../../engine/export/packing.ts';
import { UsageFailure } from '../cli-failure.ts';
import type { CommandOptions } from '../command.ts';
import { oneLine } from '../text.ts';

/** One of some words, as `option` says it; the first where nothing is said. Throws UsageFailure. */
export function wordOf<Word extends string>(
  option: string,
  text: string | null,
  words: readonly [Word, ...Word[]],
): Word {
  const found = text === null ? words[0] : words.find((each) => each === text);
  if (found !== undefined) return found;
  throw new UsageFailure(
    `${option} cannot be ${oneLine(text ?? '')}: it is one of ${words.join(', ')}`,
  );
}

/** What images are written as. */
export function imageFormat({ format }: CommandOptions): SaveFormat {
  return wordOf('--format', format, saveFormats);
}

/** What `--compression` and `--level` say; null where nothing is said of it. */
export function packingFrom({ compression, level }: CommandOptions): Packing | null {
  if (compression === null) {
    if (level !== null) throw new UsageFailure('--level needs --compression');
    return null;
  }
  const word = wordOf('--compression', compression, ['none', 'gzip', 'zstd']);
  return { compression: word, level: levelFrom(level, word) };
}

/** The level of a compression that `--level` says. Throws UsageFailure. */
export function levelFrom(text: string | null, compression: string): number | null {
  if (text === null) return null;
  if (compression !== 'gzip' && compression !== 'zstd') {
    throw new UsageFailure('--level is for gzip and zstd');
  }
  const { least, most } = packingLevels[compression];
  const level = /^-?\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
  if (level >= least && level <= most) return level;
  throw new UsageFailure(`--level goes from ${least} to ${most} for ${compression}`);
}
