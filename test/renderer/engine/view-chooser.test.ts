import { expect, test } from 'vitest';
import { ViewChooser } from '../../../renderer/engine/view-chooser.ts';
import type { ChooserView } from '../../../renderer/engine/view-chooser.ts';
import { noSnapshot } from '../../../renderer/engine/view-snapshot.ts';
import type { ViewChoice } from '../../../shared/model/view.ts';
import { rowOf } from '../values.ts';

/** A view of a thousand rows, of which the first hundred are here; node numbers are ten times the rows'. */
class SlowView implements ChooserView {
  readonly chooser: ViewChooser = new ViewChooser(this);
  readonly asked: ViewChoice[] = [];
  cursor = 0;
  chosen = 0;
  #finish: (() => void)[] = [];

  snapshot = () => ({ ...noSnapshot, cursor: this.cursor, chosen: this.chosen });
  row = (index: number) => (index < 100 ? rowOf(index * 10) : null);
  load = async (index: number) => rowOf(index * 10);
  place = (index: number) => {
    this.cursor = index;
  };
  forget = () => {
    this.chosen = 0;
  };
  choose = (choice: ViewChoice): Promise<void> => {
    this.asked.push(choice);
    this.chosen = choice.how === 'none' ? 0 : 2;
    return new Promise((resolve) => this.#finish.push(resolve));
  };

  /** The engine answers all that it is asked. */
  async answer(): Promise<void> {
    for (let turn = 0; turn < 20; turn++) {
      this.#finish.shift()?.();
      await Promise.resolve();
    }
  }
}

test('the line of the cursor is chosen with the one that comes to it', async () => {
  const view = new SlowView();
  view.cursor = 2;
  view.chooser.toggle(5);
  expect(view.cursor).toBe(5);
  await view.answer();
  expect(view.asked).toEqual([
    { how: 'range', from: 20, to: 20, add: false },
    { how: 'toggle', node: 50 },
  ]);
});

test('the only line that is meant is not taken away', async () => {
  const view = new SlowView();
  view.chooser.toggle(0);
  await view.answer();
  expect(view.asked).toEqual([]);
});

test('ranges go from where the first began, and of those that wait the last is asked for', async () => {
  const view = new SlowView();
  view.cursor = 3;
  for (let index = 4; index < 60; index++) view.chooser.extend(index, false);
  expect(view.cursor).toBe(59);
  await view.answer();
  expect(view.asked).toEqual([
    { how: 'range', from: 30, to: 40, add: false },
    { how: 'range', from: 30, to: 590, add: false },
  ]);
});

test('a range to a row that is not here asks for that row alone', async () => {
  const view = new SlowView();
  view.chooser.extend(999, false);
  await view.answer();
  expect(view.asked).toEqual([{ how: 'range', from: 0, to: 9990, add: false }]);
});

test('a range begins at the line that was added last', async () => {
  const view = new SlowView();
  view.chooser.toggle(10);
  await view.answer();
  view.chooser.extend(12, true);
  await view.answer();
  expect(view.asked.at(-1)).toEqual({ how: 'range', from: 100, to: 120, add: true });
});

test('the cursor goes on alone beside what is chosen', async () => {
  const view = new SlowView();
  view.cursor = 1;
  view.chooser.step(2);
  await view.answer();
  view.chooser.step(3);
  view.chooser.toggle(3);
  await view.answer();
  expect(view.asked).toEqual([
    { how: 'range', from: 10, to: 10, add: false },
    { how: 'toggle', node: 30 },
  ]);
});

test('nothing is chosen at once, whatever still waits, and the next range begins anew', async () => {
  const view = new SlowView();
  view.chooser.extend(4, false);
  view.chooser.extend(8, false);
  view.chooser.clear();
  expect(view.chosen).toBe(0);
  await view.answer();
  expect(view.asked.map(({ how }) => how)).toEqual(['range', 'none']);
  view.place(20);
  view.chooser.extend(21, false);
  await view.answer();
  expect(view.asked.at(-1)).toEqual({ how: 'range', from: 200, to: 210, add: false });
});

test('where nothing is chosen nothing is asked for', async () => {
  const view = new SlowView();
  view.chooser.clear();
  await view.answer();
  expect(view.asked).toEqual([]);
});
