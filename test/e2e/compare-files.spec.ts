import { readFile } from 'node:fs/promises';
import type { Locator } from 'playwright/test';
import { findings } from './findings.ts';
import { cacheBytes, changedOffsets, writeTwoBuilds } from './growing-image.ts';
import { expect, test } from './launch-app.ts';
import type { LaunchedApp, LaunchOptions } from './launch-app.ts';

interface Compared extends LaunchedApp {
  readonly tree: Locator;
  /** The chosen path on both sides. */
  readonly pane: Locator;
}

/** Opens two builds of one image, marks both in the sidebar, and goes to their files. */
async function compareBuilds(
  launch: (options?: LaunchOptions) => Promise<LaunchedApp>,
  folder: (name: string) => string,
): Promise<Compared> {
  const paths = [folder('first.tar'), folder('second.tar')] as const;
  await writeTwoBuilds(...paths);
  const app = await launch({ paths });
  const { window } = app;
  await app.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(1440, 900);
  });
  await expect.poll(() => window.evaluate(() => globalThis.innerWidth)).toBe(1440);
  await window.getByRole('treeitem', { name: /shop:1/ }).click();
  await window.getByRole('treeitem', { name: /shop:2/ }).click({ modifiers: ['ControlOrMeta'] });
  await window.getByRole('button', { name: 'Compare', exact: true }).click();
  await window.getByRole('tab', { name: /^Files/ }).click();
  const tree = window.getByRole('treegrid', { name: 'Files' });
  await expect(tree.getByRole('row').nth(1)).toBeVisible();
  return {
    ...app,
    tree,
    pane: window.getByRole('region', { name: 'The chosen path on both sides' }),
  };
}

/** The lines of the tree: name, then what the other cells say, with a bar between them. */
async function lines(tree: Locator): Promise<readonly string[]> {
  return tree
    .getByRole('row')
    .evaluateAll((rows) =>
      rows
        .slice(1)
        .map((row) =>
          [...row.querySelectorAll<HTMLElement>('[role=gridcell]')]
            .map((cell) => cell.innerText.replaceAll(/\s+/g, ' ').trim())
            .join(' | '),
        ),
    );
}

/** The name in a line, without what stands beside it. */
async function nameOf(line: Locator): Promise<string> {
  const cell = line.getByRole('gridcell').nth(1);
  return (await cell.innerText()).split('\n')[0]?.trim() ?? '';
}

function file(tree: Locator, name: string): Locator {
  return tree.getByRole('row', { name: new RegExp(`File ${name.replaceAll('.', '\\.')}`) });
}

/** The name of the path that is shown on both sides. */
function shownName(pane: Locator): Locator {
  return pane.getByRole('heading', { level: 2 });
}

test('a person finds out why the image grew, and what changed inside its files', async ({
  launch,
}, testInfo) => {
  const { app, window, tree, pane, pageErrors, picture } = await compareBuilds(launch, (name) =>
    testInfo.outputPath(name),
  );

  await test.step('only what differs is shown, times alone are counted and hidden', async () => {
    await expect(file(tree, 'settings.conf')).toBeVisible();
    await expect(tree.getByRole('row', { name: /os-release/ })).toBeHidden();
    await expect(tree.getByRole('row', { name: /a\.html/ })).toBeHidden();
    await expect(
      window.getByText('2 paths differ in their time alone and are hidden'),
    ).toBeVisible();
    await window.getByRole('switch').click();
    await window.getByRole('button', { name: 'Expand everything changed' }).click();
    await expect(tree.getByRole('row', { name: /a\.html.*time/ })).toBeVisible();
    await window.getByRole('switch').click();
    await expect(tree.getByRole('row', { name: /a\.html/ })).toBeHidden();
  });

  await test.step('sorting by difference tells what grew, with sizes and layers of both sides', async () => {
    await window.getByRole('button', { name: 'What grew' }).click();
    await expect(tree.getByRole('columnheader', { name: 'Difference' })).toHaveAttribute(
      'aria-sort',
      'descending',
    );
    await expect.poll(async () => (await lines(tree))[1] ?? '').toContain('cache');
    expect((await lines(tree)).find((line) => line.includes('wheels.tmp'))).toMatch(
      /^A \| wheels\.tmp \| – \| 400 kB \| \+400 kB \| – 1$/,
    );
    await picture('grown');
    await window.getByRole('button', { name: 'What grew' }).click();
  });

  await test.step('the keys go from change to change, whatever is folded', async () => {
    await window.getByRole('button', { name: 'Collapse all folders' }).click();
    await tree.focus();
    const seen: string[] = [];
    for (let step = 0; step < 12; step++) {
      await window.keyboard.press('F7');
      const selected = tree.getByRole('row', { selected: true });
      await expect(selected).not.toContainText(seen.at(-1) ?? 'nothing yet');
      const name = await nameOf(selected);
      if (seen.includes(name)) break;
      seen.push(name);
    }
    expect(seen).toContain('wheels.tmp');
    expect(seen).toContain('settings.conf');
    expect(seen).not.toContain('os-release');
  });

  await test.step('a text is shown beside the other, equal lines folded, differences one by one', async () => {
    await file(tree, 'settings.conf').click();
    await expect(shownName(pane)).toHaveText('settings.conf');
    const [left, right] = [pane.locator('.cm-merge-a'), pane.locator('.cm-merge-b')];
    await expect(left.locator('.cm-changedLine').first()).toHaveText('listen.port = 80');
    await expect(right.locator('.cm-changedLine').first()).toHaveText('listen.port = 8080');
    await expect(right.locator('.cm-changedText').first()).toHaveText('80');
    await expect(left.getByText('45 equal lines')).toBeVisible();
    await expect(pane.getByText('B has no newline at the end')).toBeVisible();
    await expect(pane.getByText('2 differences')).toBeVisible();
    await window.keyboard.press('Alt+ArrowDown');
    await expect(pane.getByText('Difference 1 of 2')).toBeVisible();
    await window.keyboard.press('Alt+ArrowDown');
    await expect(pane.getByText('Difference 2 of 2')).toBeVisible();
    await window.keyboard.press('Alt+ArrowUp');
    await expect(pane.getByText('Difference 1 of 2')).toBeVisible();
    await picture('text-side');
    await pane.getByRole('button', { name: 'One below the other' }).click();
    await expect(pane.locator('.cm-deletedChunk').first()).toContainText('listen.port = 80');
    await picture('text-inline');
    await pane.getByRole('button', { name: 'Fold equal lines away' }).click();
    await expect(pane.getByText('45 equal lines')).toBeHidden();
    await pane.getByRole('button', { name: 'Fold equal lines away' }).click();
    await pane.getByRole('button', { name: 'Beside each other' }).click();
  });

  await test.step('line ends that differ are said', async () => {
    await file(tree, 'windows.txt').click();
    await expect(pane.getByText('Line ends: LF → CRLF')).toBeVisible();
    await expect(pane.getByText('The lines are the same')).toBeVisible();
  });

  await test.step('pictures stand beside each other, with their sizes', async () => {
    await file(tree, 'logo.png').click();
    await expect(pane.getByText('40 × 30 pixels')).toBeVisible();
    await expect(pane.getByText('64 × 48 pixels')).toBeVisible();
    await expect(pane.locator('img')).toHaveCount(2);
    await picture('pictures');
  });

  await test.step('the bytes of a program are marked where they differ, and can be gone to', async () => {
    await file(tree, 'engine.bin').click();
    const status = pane.locator('#hex-pair-status');
    await expect(
      pane.getByText(`First difference at 0x${changedOffsets[0].toString(16)}`),
    ).toBeVisible();
    await expect(pane.getByText('ELF 64-bit, x86-64, executable')).toHaveCount(2);
    for (const offset of changedOffsets) {
      await expect(status).toContainText(`0x${offset.toString(16)} `);
      await expect(pane.locator(`#byte-b-${offset}`)).toBeVisible();
      await window.keyboard.press('Alt+ArrowDown');
    }
    await expect(pane.getByText('no further difference this way')).toBeVisible();
    await window.keyboard.press('Alt+ArrowUp');
    await expect(status).toContainText(`0x${changedOffsets[1].toString(16)} `);
    expect(await pane.locator('[data-state=differs]').count()).toBeLessThanOrEqual(2);
    await picture('bytes');
    await pane.getByRole('tab', { name: 'Attributes' }).click();
    await expect(
      pane.getByText('The first difference is at offset 0x11170 (70,000).'),
    ).toBeVisible();
    await expect(pane.getByRole('row', { name: /SHA-256 \(differs\)/ })).toBeVisible();
    await expect(pane.getByRole('row', { name: /^Format ELF.* executable ELF/ })).toBeVisible();
    await expect(pane.getByRole('row', { name: /^Mode -rw-r--r--/ })).toBeVisible();
  });

  await test.step('attributes stand against each other, those that differ are marked', async () => {
    await file(tree, 'run.sh').click();
    await expect(
      pane.getByRole('row', { name: /Mode \(differs\) -rw-r--r-- 0644 -rwxr-xr-x 0755/ }),
    ).toBeVisible();
    await pane.getByRole('tab', { name: 'Content' }).click();
    await expect(pane.getByText('The content is the same on both sides.')).toBeVisible();
    await expect(pane.locator('.cm-content')).toContainText('exec shop');
  });

  await test.step('a moved file is one, with both paths', async () => {
    await expect(window.getByRole('button', { name: 'Moved', exact: true })).toContainText('1');
    await file(tree, 'report-2024.csv').click();
    await expect(
      pane.getByText(
        'Moved from /srv/report.csv to /srv/archive/report-2024.csv. The content is the same.',
      ),
    ).toBeVisible();
  });

  await test.step('a link shows both targets', async () => {
    await tree.getByRole('row', { name: /Symbolic link current/ }).click();
    await expect(pane.getByText('Leads to build-1')).toBeVisible();
    await expect(pane.getByText('Leads to build-2')).toBeVisible();
  });

  await test.step('kinds, reasons and paths can be filtered', async () => {
    await window.getByRole('button', { name: 'Modified for these reasons' }).click();
    await window.getByRole('button', { name: 'Only mode' }).click();
    await window.keyboard.press('Escape');
    await expect(file(tree, 'run.sh')).toBeVisible();
    await expect(file(tree, 'settings.conf')).toBeHidden();
    await window.getByRole('button', { name: 'Modified for these reasons' }).click();
    await window.getByRole('button', { name: 'All reasons' }).click();
    await window.keyboard.press('Escape');
    await window.getByRole('radio', { name: /Glob|Wildcards/ }).click();
    await window.getByRole('textbox', { name: 'Filter files' }).fill('*.conf');
    await expect(file(tree, 'settings.conf')).toBeVisible();
    await expect(file(tree, 'run.sh')).toBeHidden();
    await window.getByRole('textbox', { name: 'Filter files' }).fill('');
    await expect(file(tree, 'run.sh')).toBeVisible();
  });

  await test.step('either side of a file can be saved', async () => {
    const saved = testInfo.outputPath('settings-of-a.conf');
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath });
    }, saved);
    await file(tree, 'settings.conf').click({ button: 'right' });
    await window.getByRole('menuitem', { name: 'Save the file of A…' }).click();
    await expect
      .poll(() => readFile(saved, 'utf8').catch(() => ''))
      .toContain('listen.port = 80\n');
  });

  await test.step('growth is drawn as areas that lead to the files', async () => {
    await window.getByRole('tab', { name: 'Growth' }).click();
    const drawing = window.getByRole('group', { name: 'What grew and what shrank' });
    const cache = drawing.getByRole('button', { name: /\/srv\/cache: \+400 kB/ });
    await expect(cache).toBeVisible();
    await cache.focus();
    await window.keyboard.press('Enter');
    await drawing.getByRole('button', { name: /wheels\.tmp/ }).click();
    await expect(shownName(pane)).toHaveText('wheels.tmp');
    await expect(tree.getByRole('row', { selected: true })).toContainText('wheels.tmp');
    await expect(pane.getByText('Only B has this path.')).toBeVisible();
    expect(cacheBytes).toBe(400_000);
  });

  await test.step('the image of one side shows the same path', async () => {
    await tree.getByRole('row', { name: /wheels\.tmp/ }).click({ button: 'right' });
    await window.getByRole('menuitem', { name: 'Show in image B' }).click();
    await expect(window.getByRole('heading', { level: 1 })).toHaveText(/shop:2/);
    await expect(
      window.getByRole('treegrid', { name: 'Files' }).getByRole('row', { selected: true }),
    ).toContainText('wheels.tmp');
  });

  expect(pageErrors).toEqual([]);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`compared files stand in the way of no reader: ${colorScheme}`, async ({
    launch,
  }, testInfo) => {
    test.slow();
    const { window, tree, pane, pageErrors, picture } = await compareBuilds(launch, (name) =>
      testInfo.outputPath(name),
    );
    await window.emulateMedia({ colorScheme });
    expect(await findings(window)).toEqual([]);
    for (const name of ['settings.conf', 'logo.png', 'engine.bin', 'run.sh', 'wheels.tmp']) {
      await file(tree, name).click();
      await expect(shownName(pane)).toHaveText(name);
      await expect(pane.getByRole('tabpanel')).toBeVisible();
      await window.waitForTimeout(400);
      expect([name, await findings(window)]).toEqual([name, []]);
      await picture(name);
    }
    await file(tree, 'settings.conf').click();
    await pane.getByRole('button', { name: 'One below the other' }).click();
    await expect(pane.locator('.cm-deletedChunk').first()).toBeVisible();
    expect(await findings(window)).toEqual([]);
    await pane.getByRole('tab', { name: 'Attributes' }).click();
    await expect(pane.getByRole('row', { name: /SHA-256/ })).toBeVisible();
    expect(await findings(window)).toEqual([]);
    await picture('attributes');
    await window.getByRole('tab', { name: 'Growth' }).click();
    await expect(window.getByRole('group', { name: 'What grew and what shrank' })).toBeVisible();
    expect(await findings(window)).toEqual([]);
    await picture('growth');
    expect(pageErrors).toEqual([]);
  });
}

test('compared files are not cut off in a small window', async ({ launch }, testInfo) => {
  const { app, window, tree, pane, picture } = await compareBuilds(launch, (name) =>
    testInfo.outputPath(name),
  );
  await file(tree, 'settings.conf').click();
  for (const [width, height] of [
    [1024, 700],
    [720, 480],
  ] as const) {
    await app.evaluate(
      ({ BrowserWindow }, size) => {
        BrowserWindow.getAllWindows()[0]?.setContentSize(size[0], size[1]);
      },
      [width, height] as const,
    );
    await expect.poll(() => window.evaluate(() => globalThis.innerWidth)).toBe(width);
    for (const tab of ['Attributes', 'Content']) {
      await pane.getByRole('tab', { name: tab }).click();
      await expect(pane.getByRole('tabpanel')).toBeVisible();
      expect(
        await window.evaluate(() => {
          const { scrollHeight, scrollWidth } = document.documentElement;
          return scrollWidth <= globalThis.innerWidth && scrollHeight <= globalThis.innerHeight;
        }),
      ).toBe(true);
      await picture(`${tab}-${width}`);
    }
  }
  await pane.getByRole('button', { name: 'Give the content all the room' }).click();
  await expect(tree).toBeHidden();
  await window.keyboard.press('F7');
  await expect(shownName(pane)).not.toHaveText('settings.conf');
  await pane.getByRole('button', { name: 'Show the tree again' }).click();
  await expect(tree.getByRole('row', { selected: true })).toBeVisible();
});
