import type { ExportLoss, ExportOutcome } from '../../../shared/model/export.ts';
import type { OutputPlace } from '../../engine/export/write-pieces.ts';
import { CliFailure } from '../cli-failure.ts';
import type { CommandCall } from '../command.ts';
import { ExitCode } from '../exit-code.ts';
import { jsonText } from '../json-text.ts';
import { countText, english, oneLine } from '../text.ts';

/** Paths of one kind of loss that are listed for people. */
const mostListed = 5;
/** Taken names that are listed. */
const mostNames = 5;

/**
 * Tells how an export went: losses on stderr, the ID of a made image on stdout, with `--json` everything there. Throws CliFailure where names are taken
 * and nothing says what to do.
 */
export async function exportTold(
  { options, output, errors, progress }: CommandCall,
  outcome: ExportOutcome,
  place: OutputPlace | null,
): Promise<ExitCode> {
  progress.clear();
  if (options.json) {
    const record = { path: place?.kind === 'file' ? place.path : null, ...outcome };
    await output.line(jsonText(record, 2));
    return outcome.kind === 'conflicts' ? ExitCode.failed : ExitCode.fine;
  }
  if (outcome.kind === 'conflicts') throw new CliFailure(conflictText(outcome));
  for (const loss of outcome.losses) {
    for (const line of lossLines(loss)) await errors.line(line);
  }
  // As `docker commit` does; not into a pipe that the image itself goes through.
  if (outcome.imageId !== undefined && place?.kind !== 'descriptor') {
    await output.line(outcome.imageId);
  }
  return ExitCode.fine;
}

function conflictText({ count, names }: Extract<ExportOutcome, { kind: 'conflicts' }>): string {
  const listed = names.slice(0, mostNames).map(oneLine).join(', ');
  const more = count > mostNames ? ` and ${countText(count - mostNames)} more` : '';
  const are = count === 1 ? 'is' : 'are';
  return `${listed}${more} ${are} there already: --force replaces, --on-conflict says what else to do`;
}

/** A loss in words, with the first of what it is about. */
export function lossLines({ kind, count, paths }: ExportLoss): readonly string[] {
  const listed = paths.slice(0, mostListed).map(({ path, became }) => {
    return `  ${oneLine(path)}${became === null ? '' : ` became ${oneLine(became)}`}`;
  });
  const more = count - listed.length;
  const rest = more > 0 && listed.length > 0 ? [`  and ${countText(more)} more`] : [];
  return [english().t(`exportLoss.${kind}`, { count }), ...listed, ...rest];
}
