import type { ElectronApplication, Locator, Page } from 'playwright/test';
import { expect } from 'playwright/test';

/**
 * Lets nothing be dragged for real: what the system is handed cannot be seen from here, but what it is asked to take can.
 * Answers how to read the paths so far.
 */
export async function watchDrags(
  app: ElectronApplication,
): Promise<() => Promise<readonly string[]>> {
  await app.evaluate(({ BrowserWindow }) => {
    const [shown] = BrowserWindow.getAllWindows();
    const taken: string[] = [];
    Reflect.set(globalThis, 'taken', taken);
    if (shown === undefined) return;
    Reflect.set(shown.webContents, 'startDrag', (item: { file: string; files?: string[] }) => {
      taken.push(...(item.files ?? [item.file]));
    });
  });
  return async () => app.evaluate(() => [...(Reflect.get(globalThis, 'taken') as string[])]);
}

/** Drags until something is true: what takes longer than a hand holds still is ready at one of the next drags. */
export async function dragUntil(
  window: Page,
  handle: Locator,
  taken: () => Promise<void>,
): Promise<void> {
  await expect(async () => {
    await dragFrom(window, handle);
    await expect(taken).toPass({ timeout: 2000 });
  }).toPass({ timeout: 20_000 });
}

async function dragFrom(window: Page, handle: Locator): Promise<void> {
  const box = await handle.boundingBox();
  if (box === null) throw new Error('There is nothing to drag.');
  await window.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await window.mouse.down();
  await window.mouse.move(box.x + 60, box.y + 90, { steps: 6 });
  await window.mouse.up();
}
