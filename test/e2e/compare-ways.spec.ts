import { writeFile } from 'node:fs/promises';
import { dockerMembers } from '../fixtures/docker-members.ts';
import { image, layer, rawLayer } from '../fixtures/image.ts';
import { ociMembers } from '../fixtures/oci-members.ts';
import { packMembers } from '../fixtures/outer.ts';
import { file, packTar } from '../fixtures/tar.ts';
import { findings } from './findings.ts';
import { expect, sampleImage, test } from './launch-app.ts';
import { archives, base, compareMarked, writeBuilds } from './tide-builds.ts';

test('images are chosen in the family tree, by a list, and by what they are built on', async ({
  launch,
}, testInfo) => {
  const builds = await writeBuilds(testInfo.outputPath('builds.tar'));
  const { window, pageErrors, picture } = await launch({ paths: [builds, sampleImage] });
  await expect(window.getByRole('treegrid')).toBeVisible();
  await window.getByRole('button', { name: 'Family tree' }).click();
  const members = window
    .getByRole('tree', { name: 'Family tree' })
    .getByRole('treeitem', { name: /tide:/ });
  await members.first().press(' ');
  const compare = window.getByRole('main').getByRole('button', { name: 'Compare', exact: true });
  await expect(compare).toBeDisabled();
  await members.first().press('ArrowDown');
  await expect(members.last()).toBeFocused();
  await members.last().press(' ');
  await picture('family');
  await compare.click();
  const title = window.getByRole('heading', { level: 1 });
  await expect(title).toHaveText('Comparison of tide:1 and tide:2');
  await expect(window.getByText(/^They part after 2 shared layers/)).toBeVisible();

  await archives(window)
    .getByRole('treeitem', { name: /tide:1/ })
    .click({ button: 'right' });
  await window.getByRole('menuitem', { name: 'Compare with the image it is built on' }).click();
  await expect(title).toHaveText('Comparison of harbour:3 and tide:1');
  await expect(window.getByText(/^B has all 2 layers of A and goes on with/)).toBeVisible();

  await window.getByRole('button', { name: /^Image B: tide:1/ }).click();
  const dialog = window.getByRole('dialog', { name: 'Choose image B' });
  await dialog.getByRole('combobox').fill('tide:2');
  await expect(dialog.getByRole('option')).toHaveCount(1);
  await expect(dialog.getByRole('option')).toHaveAccessibleName(/tide:2.*built on it/);
  await dialog.getByRole('combobox').press('Enter');
  await expect(title).toHaveText('Comparison of harbour:3 and tide:2');
  expect(pageErrors).toEqual([]);
});

test('like platforms are compared, and those without a partner are named', async ({
  launch,
}, testInfo) => {
  const names = ['one', 'two'].map((name) => testInfo.outputPath(`${name}.tar`));
  for (const [place, platforms] of [
    ['linux/amd64', 'linux/arm64'],
    ['linux/arm64', 'linux/s390x'],
  ].entries()) {
    const images = platforms.map((platform) =>
      image({ ref: `pier:${place}`, platform, layers: [layer(file('etc/pier', platform))] }),
    );
    await writeFile(names[place] ?? '', await packMembers(await ociMembers(images)));
  }
  const { window, pageErrors } = await launch({ paths: names });
  await expect(window.getByRole('treegrid')).toBeVisible();
  await compareMarked(window, /pier:0.*arm64/s, /pier:1.*s390x/s);
  await expect(window.getByText('The two are for different platforms.')).toBeVisible();
  await expect(window.getByText('Only A has linux/amd64: without a partner.')).toBeVisible();
  await expect(window.getByText('Only B has linux/s390x: without a partner.')).toBeVisible();
  await window.getByRole('button', { name: 'linux/arm64' }).click();
  await expect(window.getByText('The two are for different platforms.')).toBeHidden();
  await expect(window.getByText('Nothing differs.')).toBeVisible();
  expect(pageErrors).toEqual([]);
});

test('both sides are chosen one by one', async ({ launch }, testInfo) => {
  const path = testInfo.outputPath('rootfs.tar');
  await writeFile(path, await packTar([file('etc/hostname', 'pier\n')]));
  const builds = await writeBuilds(testInfo.outputPath('builds.tar'));
  const { window, pageErrors } = await launch({ paths: [path, builds] });
  await expect(window.getByRole('treegrid')).toBeVisible();
  await window.getByRole('button', { name: 'Comparison', exact: true }).click();
  await expect(window.getByText('Choose two images to compare')).toBeVisible();
  await window.getByRole('main').getByRole('button', { name: 'Choose image A' }).first().click();
  await window
    .getByRole('dialog')
    .getByRole('option', { name: /tide:1/ })
    .click();
  await window.getByRole('main').getByRole('button', { name: 'Choose image B' }).first().click();
  await window.getByRole('dialog').getByRole('combobox').fill('rootfs');
  await window.getByRole('dialog').getByRole('combobox').press('Enter');
  await expect(window.getByText(/^They part at the first layer/)).toBeVisible();
  expect(pageErrors).toEqual([]);
});

for (const language of ['en', 'de']) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`nothing stands in the way of a reader of a comparison: ${language}, ${colorScheme}`, async ({
      launch,
    }, testInfo) => {
      const builds = await writeBuilds(testInfo.outputPath('builds.tar'));
      const {
        app: electron,
        window,
        pageErrors,
        picture,
      } = await launch({
        paths: [builds],
        language,
      });
      await window.emulateMedia({ colorScheme });
      await expect(window.getByRole('treegrid')).toBeVisible();
      await window
        .getByRole('navigation')
        .getByRole('button', { name: /^(Comparison|Vergleich)$/ })
        .click();
      await expect(
        window
          .getByRole('main')
          .getByRole('button', { name: /^(Choose image A|Image A wählen)$/ })
          .first(),
      ).toBeVisible();
      expect(await findings(window)).toEqual([]);
      const lines = window.getByRole('tree').first();
      await lines.getByRole('treeitem', { name: /tide:1/ }).click();
      await lines.getByRole('treeitem', { name: /tide:2/ }).click({ modifiers: ['ControlOrMeta'] });
      expect(await findings(window)).toEqual([]);
      await lines.getByRole('treeitem', { name: /tide:2/ }).press('ControlOrMeta+ ');
      await lines.getByRole('treeitem', { name: /tide:2/ }).press('ControlOrMeta+ ');
      await window.getByRole('button', { name: /^(Compare|Vergleichen)$/ }).click();
      const tabs = window.getByRole('tablist').first().getByRole('tab');
      await expect(tabs.first()).toBeVisible();
      const count = await tabs.count();
      for (let place = 0; place < count; place++) {
        await tabs.nth(place).click();
        await expect(window.getByRole('tabpanel').first()).toBeVisible();
        expect(await findings(window)).toEqual([]);
        await picture(`compare-${place}`);
      }
      await electron.evaluate(({ BrowserWindow }) => {
        BrowserWindow.getAllWindows()[0]?.setContentSize(720, 480);
      });
      await expect.poll(() => window.evaluate(() => globalThis.innerWidth)).toBe(720);
      for (let place = 0; place < count; place++) {
        await tabs.nth(place).click();
        expect(
          await window.evaluate(
            () => document.documentElement.scrollWidth <= globalThis.innerWidth,
          ),
        ).toBe(true);
        await picture(`compare-small-${place}`);
      }
      expect(pageErrors).toEqual([]);
    });
  }
}

test('what could not be read is said beside the rest', async ({ launch }, testInfo) => {
  const path = testInfo.outputPath('damaged.tar');
  const damaged = image({
    ref: 'tide:3',
    layers: [base, rawLayer(Buffer.alloc(2048, 'no tar '))],
    history: ['ADD rootfs', 'RUN make lib'],
  });
  await writeFile(path, await packMembers(await dockerMembers([damaged])));
  const builds = await writeBuilds(testInfo.outputPath('builds.tar'));
  const { window, pageErrors, picture } = await launch({ paths: [path, builds] });
  await expect(window.getByRole('treegrid')).toBeVisible();
  await compareMarked(window, /harbour:3/, /tide:3/);
  await expect(window.getByText(/^Not everything could be compared: \d+ finding/)).toBeVisible();
  await expect(window.getByText(/^They part after 1 shared layer/)).toBeVisible();
  await picture('damaged');
  expect(pageErrors).toEqual([]);
});
