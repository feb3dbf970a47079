import { formatOctalMode } from '../../../shared/format/mode.ts';
import type { Advice } from '../../../shared/model/advice.ts';
import type { HiddenFile, HiddenGroup } from '../../../shared/model/waste.ts';
import { shownPaths } from './advice-input.ts';
import type { AdviceInput, LayerStep } from './advice-input.ts';
import { copyOperands, joinedRuns, runWithMount, shellPath } from './instructions.ts';
import { isCopy } from './copy-source.ts';
import { isWorthwhile, severityOf } from './severity.ts';

type HiddenKind = 'merge-steps' | 'mount-copied' | 'copy-with-owner' | 'stored-twice';

/** Groups of hidden files of one pair of layers that the same change of the Dockerfile is about. */
interface Part {
  readonly groups: { readonly group: HiddenGroup; readonly at: number }[];
  bytes: number;
}

interface Pair {
  readonly storedIn: number;
  readonly hiddenIn: number;
  readonly parts: Map<HiddenKind, Part>;
}

/**
 * What to do about bytes that one layer stores and another hides. Each hidden byte is in one piece at most, since each
 * is hidden by one layer for one cause. Nothing is said where the lower layer is one of the base.
 */
export function hiddenAdvice(input: AdviceInput): readonly Advice[] {
  return pairsOf(input).flatMap((pair) => pairAdvice(pair, input));
}

function pairsOf({ waste, baseLayers, steps }: AdviceInput): readonly Pair[] {
  const pairs = new Map<string, Pair>();
  for (const [at, group] of waste.groups.entries()) {
    const { storedIn, hiddenIn } = group;
    const kind = kindOf(group, steps[group.storedIn]);
    if (kind === null || storedIn < baseLayers || hiddenIn <= storedIn) continue;
    const key = `${storedIn} ${hiddenIn}`;
    const pair = pairs.get(key) ?? { storedIn, hiddenIn, parts: new Map<HiddenKind, Part>() };
    const part = pair.parts.get(kind) ?? { groups: [], bytes: 0 };
    part.groups.push({ group, at });
    part.bytes += group.bytes;
    pair.parts.set(kind, part);
    pairs.set(key, pair);
  }
  return [...pairs.values()];
}

function kindOf({ cause, reasons }: HiddenGroup, lower: LayerStep | undefined): HiddenKind | null {
  switch (cause) {
    case 'deleted-file':
    case 'deleted-folder':
    case 'opaque':
    case 'replaced':
      return lower !== undefined && isCopy(lower) ? 'mount-copied' : 'merge-steps';
    case 'metadata':
      return reasons.includes('owner') || reasons.includes('mode')
        ? 'copy-with-owner'
        : 'stored-twice';
    case 'overwritten':
      return 'stored-twice';
    case 'duplicate':
    case 'not-shown':
      return null;
  }
}

function pairAdvice(pair: Pair, input: AdviceInput): readonly Advice[] {
  const [lower, upper] = stepsOf(pair, input);
  const parts = [...pair.parts].toSorted(([, one], [, other]) => other.bytes - one.bytes);
  // Two RUNs become one, whatever the upper one did to the files of the lower.
  const [first] = parts;
  const isOneStep = lower?.instruction === 'RUN' && upper?.instruction === 'RUN';
  if (isOneStep && first !== undefined) {
    const whole: Part = { groups: [], bytes: 0 };
    for (const [, { groups, bytes }] of parts) {
      whole.groups.push(...groups);
      whole.bytes += bytes;
    }
    return advised(first[0], whole, pair, input);
  }
  return parts.flatMap(([kind, part]) => advised(kind, part, pair, input));
}

function advised(kind: HiddenKind, part: Part, pair: Pair, input: AdviceInput): readonly Advice[] {
  const { storedBytes } = input.waste;
  if (!isWorthwhile(part.bytes, storedBytes)) return [];
  const files = part.groups
    .flatMap(({ at }) => input.hiddenFiles(at))
    .toSorted((one, other) => other.bytes - one.bytes)
    .slice(0, shownPaths);
  const { storedIn, hiddenIn } = pair;
  return [
    {
      kind,
      severity: severityOf(part.bytes, storedBytes),
      savedBytes: part.bytes,
      layers: [storedIn, hiddenIn],
      paths: files.map(({ node, path }) => ({ node, path })),
      files: part.groups.reduce((sum, { group }) => sum + group.files, 0),
      detail: {
        secret: null,
        leftover: null,
        name: '',
        instruction: input.isUnix ? instructionFor(kind, part, pair, files, input) : '',
      },
    },
  ];
}

function instructionFor(
  kind: HiddenKind,
  part: Part,
  pair: Pair,
  files: readonly HiddenFile[],
  input: AdviceInput,
): string {
  const [lower, upper] = stepsOf(pair, input);
  if (lower === undefined || upper === undefined) return '';
  if (lower.instruction === 'RUN' && upper.instruction === 'RUN') {
    const follows = pair.hiddenIn === pair.storedIn + 1 && upper.followsBelow;
    return follows ? joinedRuns(lower, upper) : '';
  }
  if (!isCopy(lower)) return '';
  if (kind === 'copy-with-owner') return copyWithOwner(lower, part, files, pair.hiddenIn, input);
  return kind === 'mount-copied' ? bindMount(lower, part) : '';
}

function stepsOf(
  { storedIn, hiddenIn }: Pair,
  { steps }: AdviceInput,
): readonly [LayerStep | undefined, LayerStep | undefined] {
  return [steps[storedIn], steps[hiddenIn]];
}

/** Owner and mode as the later step left them, where the files that are shown agree. */
function copyWithOwner(
  step: LayerStep,
  { groups }: Part,
  files: readonly HiddenFile[],
  layer: number,
  { attributes }: AdviceInput,
): string {
  const after = files.flatMap(({ node }) => (node === null ? [] : (attributes(node, layer) ?? [])));
  const changed = new Set(groups.flatMap(({ group }) => group.reasons));
  const flags: string[] = [];
  if (changed.has('owner')) {
    flags.push(`--chown=${agreed(after.map(({ uid, gid }) => `${uid}:${gid}`))}`);
  }
  if (changed.has('mode')) {
    // The builder gives it to folders as well, and one without the right to enter it is closed.
    const isOneFile = groups.length === 1 && groups[0]?.group.files === 1;
    const modes = after.filter(({ mode }) => isOneFile || canBeFolder(mode));
    const known = modes.length === after.length ? modes : [];
    flags.push(`--chmod=${agreed(known.map(({ mode }) => formatOctalMode(mode)))}`);
  }
  const operands = copyOperands(step);
  return [step.instruction, ...flags, ...(operands ?? ['…'])].join(' ');
}

/** Whether all who may read may also enter. */
function canBeFolder(mode: number): boolean {
  return (mode & 0o444) === (mode & 0o111) << 2;
}

function agreed(values: readonly string[]): string {
  const [first = '…', ...others] = new Set(values);
  return others.length === 0 ? first : '…';
}

/** What is copied in only to be used once can be lent to the step that uses it. */
function bindMount(step: LayerStep, { groups }: Part): string {
  const [only, ...others] = groups;
  if (only === undefined || others.length > 0 || only.group.files !== 1) return '';
  const source = copyOperands(step)?.[0] ?? '…';
  if (/[,\s]/.test(only.group.path)) return '';
  return runWithMount(`type=bind,source=${source},target=${shellPath(only.group.path)}`, null);
}
