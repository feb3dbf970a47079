import type { Preview } from '../../../shared/model/view.ts';
import type { ContentMode } from '../preview/mode-buttons.tsx';

/** The ways to hold two files against each other, the natural one first. An empty file is of any kind. */
export function pairModes(a: Preview, b: Preview): readonly ContentMode[] {
  if (isKind(a, b, 'text')) return ['text', 'hex'];
  if (isKind(a, b, 'picture')) {
    const drawings = [a, b].every(
      ({ mediaType, totalBytes }) => mediaType === 'image/svg+xml' || totalBytes === 0,
    );
    return drawings ? ['picture', 'text', 'hex'] : ['picture', 'hex'];
  }
  return ['hex', 'text'];
}

function isKind(a: Preview, b: Preview, kind: Preview['kind']): boolean {
  const [one, other] = [a, b].map((each) => each.totalBytes === 0 || each.kind === kind);
  return one === true && other === true;
}
