import type { HistoryStep } from '../../../shared/model/history.ts';
import { shellLines } from './shell-lines.ts';

/** What a history step would look like in a Dockerfile. */
export interface DockerfileStep {
  readonly instruction: string;
  /** What follows the instruction, in lines made for reading. */
  readonly lines: readonly string[];
  /** `lines`: joined by backslashes. `heredoc`: a script whose line ends matter. `plain`: nothing joins them. */
  readonly form: 'lines' | 'heredoc' | 'plain';
  /**
   * Why the step cannot be built again from this text alone. `source`: what was copied is named by its hash only.
   * `foreign`: a tool other than a Dockerfile made it.
   */
  readonly lost: 'source' | 'foreign' | null;
}

/** The step for reading. What is no Dockerfile instruction keeps its text as it is. */
export function dockerfileStep(step: HistoryStep): DockerfileStep {
  const { instruction, command } = step;
  if (instruction === '') {
    return { instruction: '', lines: command.split('\n'), form: 'plain', lost: 'foreign' };
  }
  const body = command.startsWith(instruction) ? command.slice(instruction.length).trim() : command;
  if (instruction !== 'RUN') {
    return {
      instruction,
      lines: body.split('\n'),
      form: body.includes('\n') && body.includes('<<') ? 'plain' : 'lines',
      lost: isLostSource(instruction, body) ? 'source' : null,
    };
  }
  const heredoc = body.includes('\n');
  return { instruction, lines: shellLines(body), form: heredoc ? 'heredoc' : 'lines', lost: null };
}

/** The sentences that a rebuilt Dockerfile explains itself with; each becomes comment lines. */
export interface DockerfileNotes {
  readonly head: string;
  /** Above a step that names what it copied by a hash only. */
  readonly source: string;
}

/** The whole history as the text of a Dockerfile, oldest step first. What cannot be built is left as a comment. */
export function dockerfileText(steps: readonly HistoryStep[], notes: DockerfileNotes): string {
  const blocks = steps.flatMap((step) => [
    // Buildah notes in the comment of its first step what FROM named.
    ...(/^FROM \S+$/.test(step.comment) ? [comment(step.comment)] : []),
    stepText(dockerfileStep(step), notes),
  ]);
  return `${[comment(notes.head), 'FROM scratch', ...blocks].join('\n\n')}\n`;
}

/** One step as the text of a Dockerfile. */
export function stepText(step: DockerfileStep, notes: DockerfileNotes): string {
  const text = instructionText(step);
  if (step.lost === 'foreign') return comment(text);
  return step.lost === 'source' ? `${comment(notes.source)}\n${comment(text)}` : text;
}

function instructionText(step: DockerfileStep): string {
  if (step.instruction === '') return step.lines.join('\n');
  if (step.form === 'heredoc' && !step.lines[0]?.startsWith('<<')) {
    const end = heredocEnd(step.lines);
    return `${step.instruction} <<${end}\n${step.lines.join('\n')}\n${end}`;
  }
  const joint = step.form === 'lines' ? ' \\\n' : '\n';
  const body = step.lines.join(joint);
  return body === '' ? step.instruction : `${step.instruction} ${body}`;
}

/** A word that no line of the script is. */
function heredocEnd(lines: readonly string[]): string {
  let end = 'EOF';
  while (lines.includes(end)) end += 'F';
  return end;
}

function comment(text: string): string {
  return text
    .split('\n')
    .map((line) => (line.startsWith('#') ? line : `# ${line}`.trimEnd()))
    .join('\n');
}

/** The classic builder and buildah record a copy as `file:HASH in /target`: the names are gone. */
function isLostSource(instruction: string, body: string): boolean {
  return (
    (instruction === 'COPY' || instruction === 'ADD') &&
    /(?:^|\s)(?:file|dir|multi):\S+ in /.test(body)
  );
}
