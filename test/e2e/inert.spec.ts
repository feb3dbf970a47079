import type { Page } from 'playwright/test';
import { writeFile } from 'node:fs/promises';
import { dockerMembers } from '../fixtures/docker-members.ts';
import { emptyStep, image, layer } from '../fixtures/image.ts';
import { packMembers } from '../fixtures/outer.ts';
import { directory, file, symlink, whiteout } from '../fixtures/tar.ts';
import { expect, test } from './launch-app.ts';

const program = 'globalThis.hijacked=true';

/** Texts that do something where they are taken for more than texts. */
const texts = [
  `<img src=x onerror="${program}">`,
  `"><script>${program}</script>`,
  `javascript:${program}`,
  `<svg onload=${program}><style>*{display:none}</style></svg>`,
  '__proto__',
  'constructor',
  '\u202Egnp.exe',
  '\u2066rid\u2069\u200B',
  'line\nbreak\r\u2028\u0007\u001B[31m',
  '{{7*7}} ${7*7} %s %o',
];

const page = `<!doctype html><script>${program}</script><img src=x onerror="${program}">`;
const picture = `<svg xmlns="http://www.w3.org/2000/svg" onload="${program}"><script>${program}</script></svg>`;

const names = texts.map((text) => text.replaceAll('/', '\u2215'));

async function writeHostile(path: string): Promise<void> {
  const first = layer(
    directory('odd'),
    ...names.map((name) => file(`odd/${name}`, page)),
    file('odd/page.html', page),
    file('odd/picture.svg', picture),
    file('odd/script.js', `${program};`),
    file('odd/note.md', `[x](javascript:${program}) ![](x)`),
    ...names.map((name, at) => symlink(`odd/link-${at}`, name)),
    file('gone', page),
    file('.npmrc', `//registry/:_authToken=${texts[0]}`),
  );
  const second = layer(
    whiteout('gone'),
    ...names.map((name) => file(`odd/${name}`, `${page} `, { mode: 0o755 })),
  );
  const fields = Object.fromEntries(texts.map((text) => [text, text]));
  const recipes = ['tide:1', 'tide:2'].map((ref, at) =>
    image({
      ref,
      layers: at === 0 ? [first] : [first, second],
      config: {
        Env: texts.map((text) => `${text}=${text}`),
        Labels: JSON.parse(JSON.stringify(fields)),
        Cmd: texts,
        User: texts[0],
      },
      history: [...texts.map((text) => emptyStep(text)), ...texts.slice(at + 1, at + 1 + at + 1)],
      document: { author: texts[1] },
    }),
  );
  await writeFile(path, await packMembers(await dockerMembers(recipes)));
}

test('what an archive says is only ever text', async ({ launch }, testInfo) => {
  const path = testInfo.outputPath('hostile.tar');
  await writeHostile(path);
  const { app, window, pageErrors } = await launch({ paths: [path] });
  await expect(window.getByRole('treegrid').first()).toBeVisible();
  await window.getByRole('tree').getByText('tide:2').first().click();
  await expect(window.getByRole('treegrid').first()).toBeVisible();
  await lookAtFiles(window);
  await expectInert(window, 'files');
  await visitTabs(window);
  const pages = window.getByRole('navigation').getByRole('button');
  for (let at = 0; at < (await pages.count()); at++) {
    await pages.nth(at).click();
    await window.waitForTimeout(400);
    await expectInert(window, `page ${at}`);
  }
  expect(app.windows()).toHaveLength(1);
  expect(pageErrors).toEqual([]);
});

/** Every file once, with its content. */
async function lookAtFiles(window: Page): Promise<void> {
  const tree = window.getByRole('treegrid').first();
  await tree.focus();
  await window.keyboard.press('Home');
  await window.keyboard.press('*');
  await window
    .getByRole('tab', { name: /^Content/ })
    .first()
    .click();
  await tree.focus();
  for (let row = 0; row < names.length * 2 + 8; row++) {
    await window.keyboard.press('ArrowDown');
    await window.waitForTimeout(60);
  }
}

/** Every tab of the image, and the tabs inside it. */
async function visitTabs(window: Page): Promise<void> {
  const tabs = window.getByRole('tablist').first().getByRole('tab');
  for (let at = 0; at < (await tabs.count()); at++) {
    await tabs.nth(at).click();
    await window.waitForTimeout(300);
    await expectInert(window, `tab ${at}`);
    const inner = window.getByRole('tabpanel').first().getByRole('tab');
    for (let place = 0; place < (await inner.count()); place++) {
      await inner.nth(place).click();
      await window.waitForTimeout(300);
      await expectInert(window, `tab ${at}, part ${place}`);
    }
  }
}

async function expectInert(window: Page, place: string): Promise<void> {
  const found = await window.evaluate(() => ({
    hijacked: Reflect.has(globalThis, 'hijacked'),
    polluted: Object.keys(Object.prototype).concat(Object.keys(Array.prototype)),
    made: document.querySelectorAll(
      '[onerror], [onload], script:not([src]), iframe, object, embed, a[href^="javascript:"]',
    ).length,
    hidden: getComputedStyle(document.body).display,
  }));
  expect(found, place).toEqual({ hijacked: false, polluted: [], made: 0, hidden: 'block' });
}
