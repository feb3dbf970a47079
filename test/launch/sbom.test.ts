import { expect, it } from 'vitest';
import { packagesOf, sbomOf } from '../../electron/launch/sbom.mjs';

const list = `# Licenses

## @lezer/common - 1.5.5 (MIT)

text
## Not a package
## valibot - 1.5.0 (MIT)
## odd - 2.0.0 ((MIT OR Apache-2.0))
`;

it('reads what a bundler says it took', () => {
  expect(packagesOf(list)).toEqual([
    { name: '@lezer/common', version: '1.5.5', license: 'MIT' },
    { name: 'valibot', version: '1.5.0', license: 'MIT' },
    { name: 'odd', version: '2.0.0', license: '(MIT OR Apache-2.0)' },
  ]);
});

it('names every package with where it comes from, and the runtime', () => {
  const app = { name: 'app', version: '1.0.0', license: 'MIT' };
  const locked = {
    'node_modules/@lezer/common': { version: '1.5.5', integrity: 'sha512-AAEC' },
    'node_modules/valibot': { version: '9.9.9', integrity: 'sha512-AAEC' },
  };
  const { components, metadata } = sbomOf(app, packagesOf(list), '45.0.0', locked);
  expect(metadata.component).toMatchObject({ type: 'application', name: 'app', version: '1.0.0' });
  expect(components.map(({ purl }) => purl)).toEqual([
    'pkg:npm/%40lezer/common@1.5.5',
    'pkg:npm/electron@45.0.0',
    'pkg:npm/odd@2.0.0',
    'pkg:npm/valibot@1.5.0',
  ]);
  expect(components[0]).toMatchObject({ hashes: [{ alg: 'SHA-512', content: '000102' }] });
  expect(components[2]?.licenses).toEqual([{ expression: '(MIT OR Apache-2.0)' }]);
  expect(components[3]).not.toHaveProperty('hashes');
});
