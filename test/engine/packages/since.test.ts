import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packagesAt } from '../../../electron/engine/session/packages.ts';
import { InlineRunner } from '../../../electron/engine/worker/inline-runner.ts';
import { packedImage } from '../../fixtures/packed-image.ts';
import { file, opaque, whiteout } from '../../fixtures/tar.ts';
import type { TarItem } from '../../fixtures/tar.ts';

const status = 'var/lib/dpkg/status';

/** What a layer does: writes a database of some packages in some versions, or one package's folder, or removes one. */
const step = fc.oneof(
  fc
    .array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('1', '2')), { maxLength: 3 })
    .map((packages): readonly TarItem[] => [
      file(
        status,
        [...new Map(packages)]
          .map(
            ([name, version]) => `Package: ${name}\nStatus: x ok installed\nVersion: ${version}\n`,
          )
          .join('\n'),
      ),
    ]),
  fc
    .tuple(fc.constantFrom('x', '@s/y'), fc.constantFrom('1', '2'), fc.boolean())
    .map(([name, version, anew]): readonly TarItem[] => [
      ...(anew ? [opaque(`node_modules/${name}`)] : []),
      file(`node_modules/${name}/package.json`, `{"name":"${name}","version":"${version}"}`),
    ]),
  fc
    .constantFrom(status, 'var/lib', 'node_modules', 'node_modules/x', 'node_modules/@s')
    .map((path): readonly TarItem[] => [whiteout(path)]),
  fc.constant<readonly TarItem[]>([file('other', '')]),
);

test('the layer of a package is the first after which it has been there in this version ever since', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 7 }), async (layers) => {
      const image = await packedImage(layers);
      const there: ReadonlySet<string>[] = [];
      for (let layer = 0; layer < layers.length; layer++) {
        const { packages } = await packagesAt(image, layer, new InlineRunner());
        there.push(new Set(packages.map(({ name, version }) => `${name} ${version}`)));
        for (const each of packages) {
          let since = layer;
          while (there[since - 1]?.has(`${each.name} ${each.version}`) === true) since--;
          expect(each.layer).toBe(since);
        }
      }
    }),
    { numRuns: 60 },
  );
});
