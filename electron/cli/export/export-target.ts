import path from 'node:path';
import type { ConflictRule } from '../../../shared/model/export.ts';
import type { OutputPlace } from '../../engine/export/write-pieces.ts';
import { UsageFailure } from '../cli-failure.ts';
import type { CommandCall } from '../command.ts';
import { oneLine } from '../text.ts';

/** Standard output, for the system. */
const standardOutput = 1;

/** Where a command writes, and what becomes of what is there. */
export interface ExportTarget {
  readonly place: OutputPlace;
  readonly rule: ConflictRule;
}

/** What `--output`, `--force` and `--on-conflict` say. Throws UsageFailure, also for `-` on a terminal. */
export function exportTarget({ options, output }: CommandCall): ExportTarget {
  const rule = ruleOf(options);
  if (options.output === null) throw new UsageFailure('--output is missing');
  if (options.output !== '-') {
    return { place: { kind: 'file', path: path.resolve(options.output) }, rule };
  }
  if (output.isTerminal) {
    throw new UsageFailure(
      'nothing is written to a terminal: send the output into a file or a pipe',
    );
  }
  if (options.json) throw new UsageFailure('--json cannot be printed when the result is');
  return { place: { kind: 'descriptor', descriptor: standardOutput }, rule };
}

function ruleOf({ force, onConflict }: CommandCall['options']): ConflictRule {
  if (onConflict === null) return force ? 'replace' : 'ask';
  if (force) throw new UsageFailure('--force cannot be combined with --on-conflict');
  switch (onConflict) {
    case 'replace':
    case 'keep':
    case 'rename':
      return onConflict;
    default:
      throw new UsageFailure(`--on-conflict cannot be ${oneLine(onConflict)}`);
  }
}
