import type { LayerStep } from './advice-input.ts';

/**
 * Where a `COPY` or `ADD` takes its files from: `context` for the build context, `elsewhere` for another stage or image,
 * an archive or an address, `unknown` where the history does not tell: classic builders write a hash in place of the
 * source.
 */
export type CopySource = 'context' | 'elsewhere' | 'unknown';

const hashed = /^(?:file|dir|multi):/;
const address = /^(?:[a-z][a-z0-9+.-]*:\/\/|git@|<<)/i;
const archive = /\.(?:tar|t?gz|tgz|t?bz2|tbz|t?xz|txz|t?zst)$/i;

/** Whether a step copies files into the image. */
export function isCopy({ instruction }: Pick<LayerStep, 'instruction'>): boolean {
  return instruction === 'COPY' || instruction === 'ADD';
}

/**
 * What the history tells of the source. BuildKit leaves `--from` out of it, so a path from the root, as stages have them,
 * counts as one of a stage.
 */
export function copySource(step: LayerStep): CopySource {
  const sources = copiedSources(step);
  if (sources === null) return 'unknown';
  const isElsewhere = (source: string): boolean =>
    source.startsWith('/') ||
    address.test(source) ||
    (step.instruction === 'ADD' && archive.test(source));
  return sources.some(isElsewhere) ? 'elsewhere' : 'context';
}

/** Whether a step names a file or folder of this name as one of its sources: then it is wanted. */
export function copiesByName(step: LayerStep, name: string): boolean {
  const sources = copiedSources(step) ?? [];
  return sources.some((source) => source.split('/').findLast((part) => part !== '') === name);
}

/** The sources of a copy; null where they are not known. One of another stage counts as a path from the root. */
function copiedSources(step: LayerStep): readonly string[] | null {
  if (!isCopy(step) || step.command === null) return null;
  const words = step.command.split(/\s+/).slice(1);
  const plain = words.filter((word) => !word.startsWith('--'));
  const sources = plain.slice(0, -1);
  if (sources.length === 0 || sources.some((source) => hashed.test(source))) return null;
  return words.some((word) => word.startsWith('--from=')) ? ['/'] : sources;
}
