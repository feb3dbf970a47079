import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { applyChanges } from '../../../electron/engine/store/change-instructions.ts';
import { importRootFs } from '../../../electron/engine/store/import-root-fs.ts';
import { inspectImage } from '../../../electron/engine/store/list-images.ts';
import { readLibrary } from '../../../electron/engine/store/library.ts';
import type { Compression } from '../../../shared/model/layer.ts';
import { canCompress, compress } from '../../fixtures/compress.ts';
import { sha256 } from '../../fixtures/image.ts';
import { directory, file, packTar } from '../../fixtures/tar.ts';
import { failureOf } from '../archive/opening.ts';
import { look, newStore, workFolder } from './store-folder.ts';

const tar = await packTar([directory('bin'), file('bin/sh', 'shell')]);

async function tarFile(compression: Compression): Promise<string> {
  const path = join(workFolder, `root.${compression}.tar`);
  await writeFile(path, compress(tar, compression));
  return path;
}

describe('importing a root file system', () => {
  const compressions: readonly Compression[] = ['none', 'gzip', 'zstd', 'xz'];

  test.each(compressions.filter(canCompress))('compressed with %s', async (compression) => {
    const store = newStore();
    const path = await tarFile(compression);
    const created = '2024-05-01T12:00:00Z';
    const request = { path, references: ['root:1'], changes: ['CMD ["sh"]', 'ENV A=1'], created };
    const result = await importRootFs(store, request);
    expect(result.loaded).toMatchObject([{ references: ['root:1'], added: true }]);
    const { image, documents } = inspectImage(await readLibrary(store), 'root:1');
    expect(image.layers.map(({ diffId }) => diffId)).toEqual([sha256(tar)]);
    expect(JSON.parse(documents.config ?? '')).toMatchObject({
      architecture: 'amd64',
      os: 'linux',
      created,
      config: { Cmd: ['sh'], Env: ['A=1'] },
    });
    expect(image.history).toMatchObject([{ comment: 'Imported from -', layer: 0 }]);
    expect(await look(store)).toMatchObject({ findings: [], sound: true });
  });

  test('without a name, for another platform', async () => {
    const store = newStore();
    const platform = { os: 'linux', architecture: 'arm64', variant: 'v8', osVersion: '' };
    const request = { path: await tarFile('none'), references: [], changes: [], platform };
    await importRootFs(store, request);
    const { images } = await readLibrary(store);
    expect(images).toMatchObject([
      { references: [], platform: { architecture: 'arm64', variant: 'v8' } },
    ]);
  });

  test('refuses what is no tar, no instruction, no name, and cut off', async () => {
    const store = newStore();
    const path = join(workFolder, 'text');
    await writeFile(path, 'x'.repeat(3000));
    const good = { path: await tarFile('gzip'), references: [], changes: [] };
    expect(await failureOf(importRootFs(store, { ...good, path }))).toBe('not-an-image');
    expect(await failureOf(importRootFs(store, { ...good, changes: ['RUN x'] }))).toBe(
      'change-invalid',
    );
    expect(await failureOf(importRootFs(store, { ...good, references: ['A B'] }))).toBe(
      'reference-invalid',
    );
    await writeFile(path, compress(tar, 'gzip').subarray(0, -12));
    expect(await failureOf(importRootFs(store, { ...good, path }))).toMatch(
      /not-an-image|layer-unavailable/,
    );
    expect((await readLibrary(store)).images).toEqual([]);
  });
});

describe('instructions', () => {
  test.each([
    ['CMD ["nginx", "-g"]', { Cmd: ['nginx', '-g'] }],
    ['cmd echo hi', { Cmd: ['/bin/sh', '-c', 'echo hi'] }],
    ['ENTRYPOINT ["/init"]', { Entrypoint: ['/init'] }],
    ['ENV A=1 B="two words" C=a\\ b', { Env: ['A=1', 'B=two words', 'C=a b'] }],
    ['ENV OLD the whole rest', { Env: ['OLD=the whole rest'] }],
    [
      'EXPOSE 80 53/udp 8000-8001',
      { ExposedPorts: { '80/tcp': {}, '53/udp': {}, '8000/tcp': {}, '8001/tcp': {} } },
    ],
    ['USER app:app', { User: 'app:app' }],
    ['WORKDIR /srv/../opt', { WorkingDir: '/opt' }],
    ['VOLUME ["/data", "/log"]', { Volumes: { '/data': {}, '/log': {} } }],
    ['VOLUME /data /log', { Volumes: { '/data': {}, '/log': {} } }],
    ['LABEL a=1 "b c"="d e"', { Labels: { a: '1', 'b c': 'd e' } }],
    ['STOPSIGNAL SIGQUIT', { StopSignal: 'SIGQUIT' }],
    ['SHELL ["/bin/bash", "-c"]', { Shell: ['/bin/bash', '-c'] }],
    ['ONBUILD RUN make', { OnBuild: ['RUN make'] }],
  ])('%s', (change, expected) => {
    expect(applyChanges([change])).toEqual(expected);
  });

  test('add to those before', () => {
    const config = applyChanges([
      'ENV A=1 B=2',
      'ENV A=3',
      'WORKDIR /a',
      'WORKDIR b',
      'LABEL x=1',
      'LABEL y=2',
    ]);
    expect(config).toEqual({ Env: ['A=3', 'B=2'], WorkingDir: '/a/b', Labels: { x: '1', y: '2' } });
  });

  test.each([
    '',
    'CMD',
    'FROM x',
    'ENV',
    'ENV A',
    'EXPOSE 99999',
    'EXPOSE 9-8',
    'USER a b',
    'LABEL "a',
    'SHELL sh',
  ])('refuses %j', (change) => {
    expect(() => applyChanges([change])).toThrow('change-invalid');
  });

  test('keeps names that mean something to JavaScript as plain names', () => {
    const config = applyChanges(['LABEL __proto__=x constructor=y']);
    expect(Object.entries(config.Labels ?? {})).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
  });
});
