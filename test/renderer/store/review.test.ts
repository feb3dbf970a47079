import { beforeEach, expect, test, vi } from 'vitest';
import { adviceTarget } from '../../../renderer/features/advice/advice-target.ts';
import { showEntry } from '../../../renderer/actions/show-entry.ts';
import { useSourcesStore } from '../../../renderer/store/sources.ts';
import { badgesOf, useReviewStore } from '../../../renderer/store/review.ts';
import type { ReviewBadge } from '../../../renderer/store/review.ts';
import { rangeOf, useSelectionStore } from '../../../renderer/store/selection.ts';
import { isFiltered, useViewStore } from '../../../renderer/store/view.ts';
import { adviceKinds } from '../../../shared/model/advice.ts';
import type { Advice } from '../../../shared/model/advice.ts';
import { imageOf } from '../../fixtures/image-value.ts';
import { layerOf, sourceOf } from '../values.ts';

const image = { ...imageOf('key'), layers: [layerOf(0), layerOf(1), layerOf(2)] };
const source = sourceOf('app.tar', [image]);
const item = { grant: source.grant, key: image.key };
const reviewed = { grant: source.grant, image: image.key };
const some: ReviewBadge = { unit: 'count', value: 3, tone: 'neutral' };

beforeEach(() => {
  // What is remembered over a restart has no place to go to here, and says so.
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  useReviewStore.setState(useReviewStore.getInitialState(), true);
  useSelectionStore.setState(useSelectionStore.getInitialState(), true);
  useViewStore.setState(useViewStore.getInitialState(), true);
  useSourcesStore.setState({ sources: [source], connections: 1 });
});

test('what is known of a section is known of that image alone', () => {
  const { setBadge } = useReviewStore.getState();
  setBadge(reviewed, 'findings', some);
  setBadge(reviewed, 'waste', { ...some, unit: 'bytes' });
  const { badges } = useReviewStore.getState();
  expect(badgesOf(badges, reviewed)).toEqual({
    findings: some,
    waste: { ...some, unit: 'bytes' },
  });
  expect(badgesOf(badges, { ...reviewed, image: 'toString' })).toEqual({});
});

test('the hidden bytes of one layer are asked for once', () => {
  useReviewStore.getState().showHidden(2);
  expect(useReviewStore.getState()).toMatchObject({ section: 'waste', hiddenOf: 2 });
  useReviewStore.getState().setSection('findings');
  useReviewStore.getState().setSection('waste');
  expect(useReviewStore.getState().hiddenOf).toBeNull();
});

test('an entry is shown after its layer, unfiltered, with what the layer changed', () => {
  useViewStore.getState().setOptions({ text: 'something else', kinds: [] });
  useSelectionStore.setState({ page: 'usage', tab: 'review' });
  showEntry(item, 42, 1);
  const { ranges, ...state } = useSelectionStore.getState();
  expect(state).toMatchObject({ item, page: 'image', tab: 'files', node: 42 });
  expect(rangeOf(ranges, item, 3)).toEqual({ from: 0, to: 1 });
  expect(isFiltered(useViewStore.getState().options)).toBe(false);
});

test('an entry of a source that was closed is not shown', () => {
  useSourcesStore.setState({ sources: [] });
  showEntry(item, 42, 1);
  expect(useSelectionStore.getState()).toMatchObject({ item: null, node: null });
});

test('every kind of advice leads to where the whole of it is', () => {
  const advice: Omit<Advice, 'kind'> = {
    severity: 'minor',
    savedBytes: null,
    layers: [1, 2],
    paths: [],
    files: 0,
    detail: { secret: null, leftover: null, name: '', instruction: '' },
  };
  const led = adviceKinds.map((kind) => {
    useSelectionStore.setState({ tab: 'history' });
    adviceTarget({ ...advice, kind })?.open();
    const { tab } = useSelectionStore.getState();
    const { section, hiddenOf } = useReviewStore.getState();
    return [kind, tab === 'review' ? [section, hiddenOf] : tab];
  });
  expect(Object.fromEntries(led)).toEqual({
    'secret-in-layer': ['findings', null],
    'secret-in-config': ['findings', null],
    'merge-steps': ['waste', 1],
    'mount-copied': ['waste', 1],
    'copy-with-owner': ['waste', 1],
    'stored-twice': ['waste', 1],
    'clean-in-step': ['findings', null],
    'ignore-file': ['findings', null],
    'copied-dependencies': 'history',
    'link-duplicates': ['duplicates', null],
    'build-tools': ['packages', null],
    'root-user': 'config',
  });
});
