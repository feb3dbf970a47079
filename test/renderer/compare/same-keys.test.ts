import { expect, test } from 'vitest';
import { configModel } from '../../../renderer/features/config/config-model.ts';
import { sameKeys } from '../../../renderer/features/compare/same-keys.ts';

const config = configModel(
  JSON.stringify({
    os: 'linux',
    architecture: 'amd64',
    created: '2024-01-01T00:00:00Z',
    config: {
      User: '',
      Cmd: ['tide'],
      Env: ['PATH=/usr/bin:/bin', 'LANG=C'],
      ExposedPorts: { '80/tcp': {} },
      Labels: { tide: '1', PATH: 'x' },
    },
  }),
);

test('all keys with a value are the same but for those that differ', () => {
  if (config === null) throw new Error('The config cannot be read.');
  const found = sameKeys(config, [
    { section: 'environment', key: 'PATH', a: '/usr/bin:/bin', b: '/bin' },
    { section: 'config', key: 'Cmd', a: ['tide'], b: null },
  ]);
  expect(found.map(({ section, key, value }) => [section, key, value])).toEqual([
    ['image', 'created', '2024-01-01T00:00:00Z'],
    ['platform', 'os', 'linux'],
    ['platform', 'architecture', 'amd64'],
    ['config', 'ExposedPorts', ['80/tcp']],
    ['environment', 'LANG', 'C'],
    ['labels', 'tide', '1'],
    ['labels', 'PATH', 'x'],
  ]);
});
