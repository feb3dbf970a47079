import type { Locator, Page } from 'playwright/test';
import type { Random } from '../../fuzz/random.ts';
import type { LaunchedApp } from '../launch-app.ts';
import { pressShortcut } from '../launch-app.ts';

type Action = (user: RandomUser) => Promise<void>;

/** Long enough for a click that is possible at all. */
const patience = { timeout: 2000 } as const;

const words = ['a', 'lib', 'passwd', '.so', 'usr/', 'python', 'zzzz', 'e', 'etc/ssl'];

/** Somebody who opens, looks, searches and closes without a plan; the same one for the same seed. */
export class RandomUser {
  readonly app: LaunchedApp['app'];
  readonly window: Page;
  readonly random: Random;
  readonly #paths: readonly string[];

  constructor({ app, window }: LaunchedApp, paths: readonly string[], random: Random) {
    this.app = app;
    this.window = window;
    this.random = random;
    this.#paths = paths;
  }

  /** What is open. */
  get archives(): Locator {
    return this.window.getByRole('tree', { name: 'Archives' }).getByRole('treeitem', { level: 1 });
  }

  /** Opens one of the archives, as if it had been chosen in the system's dialog. */
  async open(): Promise<void> {
    await this.app.evaluate(({ dialog }, filePath) => {
      Reflect.set(dialog, 'showOpenDialog', async () => ({
        canceled: false,
        filePaths: [filePath],
      }));
    }, this.random.pick(this.#paths));
    await pressShortcut(this.app, 'O');
    await this.window.waitForTimeout(300);
  }

  /** Does something that is possible now. What has gone meanwhile is let be, as a person would. */
  async act(): Promise<void> {
    await this.random
      .pick(actions)(this)
      .catch((error: unknown) => {
        if (!(error instanceof Error) || error.name !== 'TimeoutError') throw error;
      });
  }

  /** Closes everything that is open. */
  async closeAll(): Promise<void> {
    await this.press('Escape', 3);
    for (let tries = 0; tries < 100 && (await this.archives.count()) > 0; tries++) {
      const first = this.archives.first();
      await first.hover(patience).catch(() => {});
      const close = first.getByRole('button', { name: 'Close archive' });
      await close.click(patience).catch(() => {});
      await this.window.waitForTimeout(100);
    }
  }

  async clickOne(choices: Locator): Promise<void> {
    const count = await choices.count();
    if (count > 0) await choices.nth(this.random.below(count)).click(patience);
  }

  async press(key: string, times: number): Promise<void> {
    for (let time = 0; time < times; time++) await this.window.keyboard.press(key);
  }
}

const actions: readonly Action[] = [
  (user) =>
    user.clickOne(user.window.getByRole('tree', { name: 'Archives' }).getByRole('treeitem')),
  (user) =>
    user.clickOne(user.window.getByRole('tree', { name: 'Archives' }).getByRole('treeitem')),
  (user) => user.clickOne(user.window.getByRole('listbox', { name: 'Layers' }).getByRole('option')),
  (user) => user.clickOne(user.window.getByRole('listbox', { name: 'Layers' }).getByRole('option')),
  (user) => user.clickOne(user.window.getByRole('tab')),
  (user) => user.clickOne(user.window.getByRole('tab')),
  (user) => user.clickOne(user.window.getByRole('navigation').getByRole('button')),
  (user) => user.clickOne(user.window.getByRole('columnheader')),
  (user) => pressShortcut(user.app, 'E'),
  (user) => pressShortcut(user.app, 'L'),
  (user) => user.open(),
  scroll,
  walk,
  walk,
  filter,
  filter,
  compareTwo,
];

async function scroll(user: RandomUser): Promise<void> {
  await user.window.getByRole('treegrid').first().hover(patience);
  for (let times = user.random.below(12); times >= 0; times--) {
    await user.window.mouse.wheel(0, user.random.below(4000) - 1500);
    await user.window.waitForTimeout(30);
  }
}

/** Goes through the tree by keys, opening and closing folders. */
async function walk(user: RandomUser): Promise<void> {
  await user.window.getByRole('treegrid').first().focus(patience);
  for (let times = user.random.below(6); times >= 0; times--) {
    const key = user.random.pick([
      'ArrowDown',
      'ArrowRight',
      'ArrowLeft',
      'End',
      'PageDown',
      'Home',
    ]);
    await user.press(key, 1 + user.random.below(5));
  }
}

async function filter(user: RandomUser): Promise<void> {
  const field = user.window.getByRole('searchbox').last();
  await field.fill(user.random.once(3) ? '' : user.random.pick(words), patience);
  await user.window.waitForTimeout(150);
}

async function compareTwo(user: RandomUser): Promise<void> {
  const images = user.window.getByRole('tree', { name: 'Archives' }).getByRole('treeitem');
  await user.clickOne(images);
  const count = await images.count();
  if (count === 0) return;
  await images.nth(user.random.below(count)).click({ modifiers: ['ControlOrMeta'], ...patience });
  await user.window.getByRole('button', { name: 'Compare', exact: true }).click(patience);
  await user.window.waitForTimeout(500);
}
