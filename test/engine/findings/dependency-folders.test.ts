import { expect, test } from 'vitest';
import { dependencyFolders } from '../../../electron/engine/findings/dependency-folders.ts';
import { runSliced } from '../../../electron/engine/tree/slices.ts';
import { packedImage } from '../../fixtures/packed-image.ts';
import { file, whiteout } from '../../fixtures/tar.ts';
import type { TarItem } from '../../fixtures/tar.ts';

async function folders(...layers: readonly (readonly TarItem[])[]): Promise<readonly string[]> {
  const { tree } = await packedImage(layers);
  const found = await runSliced(dependencyFolders(tree), undefined);
  return found.map(
    ({ kind, path, layer, files, bytes, isBesideSources }) =>
      `${kind} ${path} ${layer} ${files} ${bytes} ${isBesideSources}`,
  );
}

test('are every outermost node_modules and every virtual environment of the final view', async () => {
  expect(
    await folders(
      [file('base', '1')],
      [
        file('web/Dockerfile', 'FROM x'),
        file('web/node_modules/a/index.js', '12345'),
        file('web/node_modules/a/node_modules/b/index.js', '123'),
        file('py/.venv/pyvenv.cfg', 'home = /usr'),
        file('py/.venv/lib/x.py', 'x'),
        file('old/node_modules/c', '1'),
        file('file/node_modules', 'no folder'),
      ],
      [
        whiteout('old/node_modules'),
        file('web/node_modules/late.js', '1'),
        // Given to somebody else, it is what the layer below brought.
        file('web/node_modules/a/index.js', '12345', { uid: 1000 }),
      ],
    ),
  ).toEqual([
    'node-modules web/node_modules 1 2 8 true',
    'virtual-environment py/.venv 1 2 12 false',
  ]);
});

test('that stand beside sources of a lower layer do not stand beside their own', async () => {
  expect(
    await folders([file('web/.gitignore', 'node_modules')], [file('web/node_modules/a', '1')]),
  ).toEqual(['node-modules web/node_modules 1 1 1 false']);
});

test('are none where nothing has such a name', async () => {
  expect(await folders([file('a', '1')])).toEqual([]);
});
