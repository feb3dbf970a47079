import { limits } from '../../../electron/engine/bytes/limits.ts';
import { profileOf } from '../../../electron/engine/findings/file-profile.ts';
import { scanContent } from '../../../electron/engine/findings/scan-content.ts';
import { PackedScan } from '../../../electron/engine/findings/scan-packed.ts';
import type { SecretCase } from './secret-case.ts';

/** How well a set of cases was told. Findings of low confidence do not count, neither way. */
export interface Quality {
  /** Of what was found, the share that is there. */
  readonly precision: number;
  /** Of what is there, the share that was found. */
  readonly recall: number;
  readonly missed: readonly string[];
  readonly wrong: readonly string[];
}

/** What is likely in a case: the rule of each finding. */
export function likelyIn({ path, content }: SecretCase): readonly string[] {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const inside = new PackedScan(limits.scannedPackedBytes).find(path, bytes.length, bytes);
  return [...scanContent(bytes, path, profileOf(path)), ...inside]
    .filter(({ confidence }) => confidence !== 'low')
    .map(({ rule }) => rule);
}

export function qualityOver(cases: readonly SecretCase[]): Quality {
  let right = 0;
  const missed: string[] = [];
  const wrong: string[] = [];
  for (const each of cases) {
    const left = [...likelyIn(each)];
    for (const rule of each.holds) {
      const at = left.indexOf(rule);
      if (at === -1) missed.push(`${each.name}: ${rule}`);
      else {
        left.splice(at, 1);
        right++;
      }
    }
    wrong.push(...left.map((rule) => `${each.name}: ${rule}`));
  }
  return {
    precision: right / (right + wrong.length),
    recall: right / (right + missed.length),
    missed,
    wrong,
  };
}
