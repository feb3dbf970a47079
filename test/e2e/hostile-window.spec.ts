import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright/test';
import { controlContract } from '../../shared/contract/control.ts';
import { engineContract } from '../../shared/contract/engine.ts';
import { hostContract } from '../../shared/contract/host.ts';
import { takePorts } from './hostile-ports.ts';
import { expect, project, sampleImage, test } from './launch-app.ts';

/** What a page that somebody took over would send instead of arguments. */
const wrongArguments: readonly unknown[] = [
  undefined,
  null,
  7,
  '../../etc/passwd',
  [],
  { path: '/etc/passwd' },
  { grant: '/etc/passwd', path: '/etc/passwd', image: '', layer: 0, node: 0 },
  { grant: '00000000-0000-4000-8000-000000000000', image: '__proto__', layer: -1, node: 1e308 },
  JSON.parse('{"__proto__":{"grant":"x"},"constructor":1}'),
];

/** They take no arguments, and tell nothing of the machine but what the window shows anyway. */
const openToAll = new Set(
  [
    'source.list job.list library.read lineage.read usage.read search.prepare cache.usage cache.clear',
    'host.info recent.list recent.clear window.close settings.read source.openSample',
  ].flatMap((names) => names.split(' ')),
);

test('wrong arguments, unknown methods and spoiled frames are refused, and nothing breaks', async ({
  launch,
}) => {
  const { app, window } = await launch({ paths: [sampleImage] });
  await expect(window.getByRole('treegrid')).toBeVisible();
  await app.evaluate(({ dialog }) => {
    dialog.showOpenDialog = async () => ({ canceled: true, filePaths: [] });
    dialog.showSaveDialog = async () => ({ canceled: true, filePath: '' });
  });
  const { ask, spoil } = await takePorts(window);
  await spoil();
  for (const [port, contract] of [
    ['engine', engineContract],
    ['host', hostContract],
  ] as const) {
    for (const name of Object.keys(contract.methods).filter((each) => !openToAll.has(each))) {
      for (const argument of wrongArguments) {
        const answer = await ask(port, name, argument);
        expect(answer, `${port} ${name} ${JSON.stringify(argument)}`).toMatchObject({
          kind: 'error',
          failure: { code: 'arguments-invalid' },
        });
      }
    }
    // What only the main process may ask of the engine, and names that every object has.
    const foreign = ['source.open', 'engine.stop', ...Object.keys(controlContract.methods)];
    const names = foreign.filter((each) => !Object.hasOwn(contract.methods, each));
    for (const name of [...names, '__proto__', 'constructor', 'toString', '']) {
      const argument = { grant: crypto.randomUUID(), path: '/etc/passwd' };
      expect(await ask(port, name, argument), `${port} ${name}`).toMatchObject({ kind: 'error' });
    }
  }
  expect(await ask('engine', 'source.list', {})).toMatchObject({ kind: 'result' });
  expect(await ask('host', 'settings.read', {})).toMatchObject({ kind: 'result' });
});

test('guessed grants open nothing', async ({ launch }) => {
  const { window } = await launch({ paths: [sampleImage] });
  await expect(window.getByRole('treegrid')).toBeVisible();
  const { ask } = await takePorts(window);
  for (let guess = 0; guess < 50; guess++) {
    const grant = crypto.randomUUID();
    const image = { grant, image: 'x' };
    const range = { from: -1, to: 0 };
    for (const [name, argument] of [
      ['image.read', image],
      ['image.documents', image],
      ['entry.preview', { ...image, layer: 0, node: 0, limit: 100 }],
      ['entry.describe', { ...image, range, node: 0 }],
      ['source.prove', { grant }],
      ['library.load', { grant, images: null }],
    ] as const) {
      expect(await ask('engine', name, argument), name).toMatchObject({ kind: 'error' });
    }
    expect(await ask('host', 'source.reveal', { grant })).toMatchObject({ kind: 'error' });
  }
});

test('a page that was taken over reaches neither network, files, windows nor devices', async ({
  launch,
}) => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'layerscope-e2e-secret-'));
  const secret = path.join(folder, 'secret.txt');
  await writeFile(secret, 'nobody may read this');
  const { app, window } = await launch({ paths: [sampleImage], mayViolate: true });
  await expect(window.getByRole('treegrid')).toBeVisible();
  const url = window.url();

  const files = [`file://${secret}`, 'app://layerscope/../package.json', 'app://other/index.html'];
  for (const address of [...files, 'https://example.com/', 'data:text/plain,x', 'devtools://x']) {
    expect(await reaches(window, address), address).toEqual([]);
    await window.evaluate((target) => globalThis.location.assign(target), address).catch(() => {});
    expect(await window.evaluate((target) => globalThis.open(target) === null, address)).toBe(true);
  }
  expect(await runsText(window)).toEqual([]);
  expect(await grantedPermissions(window)).toEqual([]);
  await dropLink(window, `file://${secret}`);
  await submitForm(window);

  await window.waitForTimeout(500);
  expect(window.url()).toBe(url);
  expect(app.windows()).toHaveLength(1);
  // Playwright's own waiting never ends after a navigation that was refused.
  expect(await window.evaluate(() => document.querySelector('[role=treegrid]') !== null)).toBe(
    true,
  );
  expect(await readdir(folder)).toEqual(['secret.txt']);
  await rm(folder, { recursive: true });
});

test('files that the page makes up are not opened, nor paths that it sends', async ({ launch }) => {
  const { window } = await launch();
  const taken = await window.evaluate(() => {
    const bridge = Reflect.get(globalThis, 'layerscope');
    const made = new File(['x'], '/etc/passwd');
    return bridge.drop([made]);
  });
  expect(taken).toBe(0);
  const { ask } = await takePorts(window);
  const answer = await ask('engine', 'source.list', {});
  expect(JSON.stringify(answer)).not.toContain(project);
});

/** The ways in which an address could be loaded, by those that brought something. */
async function reaches(window: Page, address: string): Promise<readonly string[]> {
  return window.evaluate(async (target) => {
    const loads = (element: HTMLElement, attribute: string): Promise<boolean> =>
      new Promise((resolve) => {
        element.addEventListener('load', () => resolve(true));
        element.addEventListener('error', () => resolve(false));
        element.setAttribute(attribute, target);
        document.body.append(element);
        setTimeout(() => resolve(false), 300);
      }).then((loaded) => {
        element.remove();
        return loaded === true;
      });
    const ways: Record<string, () => Promise<boolean>> = {
      fetch: () =>
        fetch(target).then(
          () => true,
          () => false,
        ),
      beacon: async () => navigator.sendBeacon(target, 'x') && !target.startsWith('http'),
      image: () => loads(document.createElement('img'), 'src'),
      script: () => loads(document.createElement('script'), 'src'),
      frame: async () => {
        const frame = document.createElement('iframe');
        await loads(frame, 'src');
        try {
          return (frame.contentDocument?.body.textContent ?? '') !== '';
        } catch {
          return true;
        }
      },
      import: () =>
        import(/* @vite-ignore */ target).then(
          () => true,
          () => false,
        ),
      socket: () =>
        new Promise((resolve) => {
          try {
            const socket = new WebSocket(target.replace(/^\w+/, 'wss'));
            socket.addEventListener('open', () => resolve(true));
            socket.addEventListener('error', () => resolve(false));
          } catch {
            resolve(false);
          }
          setTimeout(() => resolve(false), 300);
        }),
    };
    const reached: string[] = [];
    for (const [way, attempt] of Object.entries(ways)) {
      if (await attempt().catch(() => false)) reached.push(way);
    }
    return reached;
  }, address);
}

/** The ways in which a text could be run as a program, by those that worked. */
async function runsText(window: Page): Promise<readonly string[]> {
  return window.evaluate(async () => {
    const program = 'globalThis.hijacked = true';
    const ways: Record<string, () => unknown> = {
      // oxlint-disable-next-line no-eval -- that it does nothing is what is tested
      eval: () => globalThis.eval(program),
      function: () => Reflect.construct(Function, [program])(),
      timer: () => Reflect.apply(setTimeout, globalThis, [program, 0]),
      inline: () => {
        const script = document.createElement('script');
        script.textContent = program;
        document.body.append(script);
      },
      handler: () => {
        const image = document.createElement('img');
        image.setAttribute('onerror', program);
        image.src = 'x:';
        document.body.append(image);
      },
      link: () => {
        const link = document.createElement('a');
        link.href = `javascript:${program}`;
        document.body.append(link);
        link.click();
        link.remove();
      },
      worker: () => new Worker(URL.createObjectURL(new Blob(['postMessage(1)']))),
    };
    const ran: string[] = [];
    // The tools that drive this test may use `eval`, but only until something is waited for.
    await new Promise((resolve) => void setTimeout(resolve, 0));
    for (const [way, attempt] of Object.entries(ways)) {
      try {
        attempt();
      } catch {
        // Refused at once.
      }
      await new Promise((resolve) => void setTimeout(resolve, 100));
      if (Reflect.get(globalThis, 'hijacked') === true) ran.push(way);
      Reflect.deleteProperty(globalThis, 'hijacked');
    }
    return ran;
  });
}

/** What the page would get when it asked the user. */
async function grantedPermissions(window: Page): Promise<readonly string[]> {
  return window.evaluate(async () => {
    const soon = new Promise<never>((_, reject) => {
      setTimeout(() => reject(new Error('no answer')), 1500);
    });
    const requests: Record<string, () => Promise<unknown>> = {
      camera: () => navigator.mediaDevices.getUserMedia({ video: true }),
      screen: () => navigator.mediaDevices.getDisplayMedia(),
      place: () =>
        new Promise((resolve, reject) => {
          navigator.geolocation.getCurrentPosition(resolve, reject);
        }),
      notices: async () => {
        if ((await Notification.requestPermission()) !== 'granted') throw new Error('refused');
      },
      clipboard: () => navigator.clipboard.readText(),
      midi: () => navigator.requestMIDIAccess(),
      folder: () => Reflect.apply(Reflect.get(globalThis, 'showDirectoryPicker'), globalThis, []),
    };
    const granted: string[] = [];
    for (const [name, request] of Object.entries(requests)) {
      await Promise.race([request(), soon]).then(
        () => granted.push(name),
        () => undefined,
      );
    }
    return granted;
  });
}

/** Lets go of a link over the page, as if it had been dragged there from a browser. */
async function dropLink(window: Page, address: string): Promise<void> {
  await window.evaluate((target) => {
    const data = new DataTransfer();
    data.setData('text/uri-list', target);
    data.setData('text/html', `<a href="${target}">x</a>`);
    for (const type of ['dragenter', 'dragover', 'drop']) {
      document.body.dispatchEvent(
        new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data }),
      );
    }
  }, address);
}

async function submitForm(window: Page): Promise<void> {
  await window.evaluate(() => {
    const form = document.createElement('form');
    form.action = 'https://example.com/';
    form.method = 'post';
    document.body.append(form);
    form.submit();
    form.remove();
  });
}
