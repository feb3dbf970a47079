import { describe, expect, it } from 'vitest';
import type { LayerPair, StepPair } from '../../../shared/model/comparison.ts';
import { alignSteps } from '../../../electron/engine/compare/align-steps.ts';
import { historyOf } from './histories.ts';

function pair(status: LayerPair['status'], a: number | null, b: number | null): LayerPair {
  return { status, a, b, by: null, likeness: null, changes: null };
}

function lines(pairs: readonly StepPair[]): readonly string[] {
  return pairs.map(({ status, a, b }) => `${status} ${a ?? '-'} ${b ?? '-'}`);
}

/** Steps in `-` make no layer. */
describe('histories side by side', () => {
  it('pairs steps as their layers are paired, and empty ones between them', () => {
    const a = historyOf('ADD x /', '- ENV A=1', 'RUN make', '- CMD ["a"]');
    const b = historyOf('ADD x /', '- ENV A=1', '- LABEL new=1', 'RUN make', '- CMD ["b"]');
    const layers = [pair('identical', 0, 0), pair('changed', 1, 1)];
    expect(lines(alignSteps(a, b, layers))).toEqual([
      'same 0 0',
      'same 1 1',
      'inserted - 2',
      'same 2 3',
      'changed 3 4',
    ]);
  });

  it('takes steps whose layers have no partner for removed and inserted', () => {
    const [a, b] = [historyOf('ADD x /', 'RUN x'), historyOf('ADD x /', 'RUN y')];
    const layers = [pair('identical', 0, 0), pair('removed', 1, null), pair('inserted', null, 1)];
    expect(lines(alignSteps(a, b, layers))).toEqual(['same 0 0', 'removed 1 -', 'inserted - 1']);
  });

  it('does not follow layers that moved', () => {
    const [a, b] = [historyOf('RUN x', 'RUN y'), historyOf('RUN y', 'RUN x')];
    const layers = [pair('identical', 1, 0), pair('moved', 0, 1)];
    expect(lines(alignSteps(a, b, layers))).toEqual(['removed 0 -', 'same 1 0', 'inserted - 1']);
  });

  it('takes two values of one setting for a change, each variable by its name', () => {
    const a = historyOf('- ENV A=1', '- ENV B=1', '- USER me', '- LABEL title=x version=1');
    const b = historyOf('- ENV B=2', '- USER you', '- LABEL title=x version=2');
    expect(lines(alignSteps(a, b, []))).toEqual([
      'removed 0 -',
      'changed 1 0',
      'changed 2 1',
      'changed 3 2',
    ]);
  });

  it('shows build arguments where nothing else differs', () => {
    const [a, b] = [1, 2].map((version) =>
      historyOf(`RUN |1 VERSION=${version} /bin/sh -c make # buildkit`),
    );
    const [found] = alignSteps(a!, b!, [pair('changed', 0, 0)]);
    expect(found).toEqual({
      status: 'changed',
      a: 0,
      b: 0,
      commandA: 'RUN VERSION=1 make',
      commandB: 'RUN VERSION=2 make',
    });
  });

  it('sees no difference in who built it', () => {
    const a = historyOf('/bin/sh -c make');
    const b = historyOf('RUN /bin/sh -c make # buildkit');
    expect(lines(alignSteps(a, b, [pair('identical', 0, 0)]))).toEqual(['same 0 0']);
  });

  it('pairs by command where no layer is known', () => {
    const a = historyOf('RUN x', 'RUN y').map((step) => ({ ...step, layer: null }));
    const b = historyOf('RUN y', 'RUN z').map((step) => ({ ...step, layer: null }));
    expect(lines(alignSteps(a, b, []))).toEqual(['removed 0 -', 'same 1 0', 'inserted - 1']);
    expect(lines(alignSteps(a, [], []))).toEqual(['removed 0 -', 'removed 1 -']);
  });

  it('takes no seconds for thousands of steps that are all alike', () => {
    const [a, b] = [1, 2].map((version) =>
      historyOf(
        ...Array.from(
          { length: 10_000 },
          (_, place) => `- ENV A=${version * place} and more words`,
        ),
      ),
    );
    const before = performance.now();
    expect(alignSteps(a!, b!, []).length).toBeGreaterThan(9999);
    expect(performance.now() - before).toBeLessThan(4000);
  });
});
