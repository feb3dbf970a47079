import type { Advice } from '../../../shared/model/advice.ts';
import { shownPaths } from './advice-input.ts';
import type { DependencyFolder } from '../findings/dependency-folders.ts';
import type { AdviceInput } from './advice-input.ts';
import { copiesByName, copySource, isCopy } from './copy-source.ts';

/**
 * One piece for each layer that copies installed dependencies in together with other things: those of the machine that
 * builds, where the history tells that they come from the build context, or what lies beside them does. What a step
 * names as its source is wanted as it is.
 */
export function copiedAdvice(input: AdviceInput): readonly Advice[] {
  const groups = new Map<string, DependencyFolder[]>();
  for (const folder of input.dependencyFolders) {
    if (folder.layer < input.baseLayers || !isFromContext(folder, input)) continue;
    const key = `${folder.kind} ${folder.layer}`;
    groups.set(key, [...(groups.get(key) ?? []), folder]);
  }
  return [...groups.values()].flatMap((group) => groupAdvice(group, input));
}

function isFromContext(
  { layer, path, isBesideSources }: DependencyFolder,
  input: AdviceInput,
): boolean {
  const step = input.steps[layer];
  if (step === undefined || !isCopy(step) || copiesByName(step, nameOf(path))) return false;
  const source = copySource(step);
  return source === 'context' || (source === 'unknown' && isBesideSources);
}

function groupAdvice(
  group: readonly DependencyFolder[],
  { steps }: AdviceInput,
): readonly Advice[] {
  const [first] = group;
  const step = steps[first?.layer ?? -1];
  if (first === undefined || step === undefined) return [];
  return [
    {
      kind: 'copied-dependencies',
      severity: copySource(step) === 'context' ? 'worthwhile' : 'minor',
      // Nobody can tell how much of it a step that installs them would store.
      savedBytes: null,
      layers: [first.layer],
      paths: group.slice(0, shownPaths).map(({ node, path }) => ({ node, path })),
      files: group.reduce((sum, { files }) => sum + files, 0),
      detail: {
        secret: null,
        leftover: null,
        name: '',
        instruction: ignoreLines(group.map(({ path }) => nameOf(path))),
      },
    },
  ];
}

/** Lines of a .dockerignore for what has the same meaning everywhere, by names. */
export function ignoreLines(names: readonly string[]): string {
  return [...new Set(names)]
    .filter((name) => /^[\w./-]+$/.test(name))
    .slice(0, shownPaths)
    .map((name) => `**/${name}`)
    .join('\n');
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
