import { expect, it } from 'vitest';
import { isInstalled } from '../../electron/launch/modules.mjs';

const wanted = {
  '': {},
  'node_modules/a': { version: '1.0.0' },
  'node_modules/b-darwin': { version: '2.0.0', optional: true },
};

it('is content when only optional packages of other platforms are absent', () => {
  expect(isInstalled(wanted, { 'node_modules/a': { version: '1.0.0' } })).toBe(true);
});

it.each([
  ['a package is missing', {}],
  ['a package has another version', { 'node_modules/a': { version: '1.0.1' } }],
  [
    'an optional package has another version',
    { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b-darwin': { version: '2.0.1' } },
  ],
])('wants an installation when %s', (_case, installed) => {
  expect(isInstalled(wanted, installed)).toBe(false);
});
