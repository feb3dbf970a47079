import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { ExportRequest } from '../../shared/model/export.ts';
import { maxChosenPaths, showAll } from '../../shared/model/view.ts';
import type { ViewChoice, ViewState } from '../../shared/model/view.ts';
import { code, node, openBoth, outFolder } from './exported-images.ts';
import type { Opened } from './exported-images.ts';
import { run } from './running-engine.ts';
import type { Running } from './running-engine.ts';

const range = { from: -1, to: 0 };

async function openView(running: Running): Promise<{
  readonly choice: Opened['choice'];
  readonly state: ViewState;
}> {
  const { choice } = await openBoth(running);
  await running.window.call('image.read', choice);
  const shown = await running.window.call('view.open', {
    ...choice,
    range,
    options: showAll,
  });
  const { view } = shown;
  const state = await running.window.call('view.expand', {
    view,
    node: 0,
    expanded: true,
    deep: true,
  });
  return { choice, state };
}

test('what is chosen in a view is what an export of it takes', async () => {
  const running = run();
  const { window, control } = running;
  const { choice, state } = await openView(running);
  const { view, version, chosen } = state;
  expect(chosen).toBe(0);
  const [link, twin, motd] = await Promise.all(
    ['etc/link', 'etc/twin', 'etc/motd'].map((name) => node(running, choice, name)),
  );
  const first: ViewChoice = { how: 'range', from: link!, to: twin!, add: false };
  const after = await window.call('view.choose', { view, choice: first });
  expect(after).toMatchObject({ chosen: 3, onlyChosen: null, version: version + 1 });
  const { rows } = await window.call('view.rows', { view, start: 0, count: 10 });
  expect(rows.filter((row) => row.chosen).map(({ name }) => name)).toEqual([
    'link',
    'motd',
    'twin',
  ]);
  const choiceOfOne: ViewChoice = { how: 'toggle', node: motd! };
  expect(await window.call('view.choose', { view, choice: choiceOfOne })).toMatchObject({
    chosen: 2,
  });

  const { nodes, removed } = await window.call('view.chosenFiles', { view });
  expect(removed).toBe(0);
  const request: ExportRequest = {
    what: 'files',
    ...choice,
    layer: range.to,
    alone: false,
    nodes: nodes ?? [],
    format: 'folder',
    special: false,
  };
  const { bytes } = await window.call('view.chosenAmount', { view });
  expect(await window.call('export.plan', { request })).toMatchObject({ files: 2, bytes });
  const destination = outFolder(running);
  await control.call('export.run', { request, destination, rule: 'ask' });
  expect(readFileSync(path.join(destination, 'twin'), 'utf8')).toBe('hello');
  expect(existsSync(path.join(destination, 'motd'))).toBe(false);
});

test('a view takes no choice that is none, and tells no more paths than it may', async () => {
  const running = run();
  const { window } = running;
  const { state } = await openView(running);
  const { view } = state;
  const wrong: readonly unknown[] = [
    null,
    'all',
    {},
    { how: 'some' },
    { how: 'all', node: 1 },
    { how: 'toggle' },
    { how: 'toggle', node: -1 },
    { how: 'toggle', node: '1' },
    { how: 'toggle', node: Number.NaN },
    { how: 'range', from: 1, to: 2 },
    { how: 'range', from: 1.5, to: 2, add: true },
    { how: 'range', from: 1, to: 2, add: 1 },
    { how: 'range', from: [1], to: 2, add: true },
  ];
  for (const choice of wrong) {
    // What a page sends that somebody else has taken over has no type.
    const call = window.call('view.choose', { view, choice: choice as ViewChoice });
    expect(await code(call)).toBe('arguments-invalid');
  }
  const many = { view, most: maxChosenPaths + 1 };
  expect(await code(window.call('view.chosenPaths', many))).toBe('arguments-invalid');
  const unknown: ViewChoice = { how: 'toggle', node: 10_000 };
  expect(await code(window.call('view.choose', { view, choice: unknown }))).toBe('entry-unknown');
  expect(await window.call('view.chosenAmount', { view })).toEqual({
    paths: 0,
    outOfSight: 0,
    bytes: 0,
  });
  await window.call('view.close', { view });
  const none: ViewChoice = { how: 'none' };
  expect(await code(window.call('view.choose', { view, choice: none }))).toBe('view-unknown');
  expect(await code(window.call('view.chosenFiles', { view }))).toBe('view-unknown');
});
