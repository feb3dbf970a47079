import { describe, expect, it } from 'vitest';
import type { ConfigDifference } from '../../../shared/model/comparison.ts';
import { noPlatform } from '../../../electron/engine/image/platform.ts';
import { configDifferences } from '../../../electron/engine/compare/config-differences.ts';
import { configValues } from '../../../electron/engine/compare/config-values.ts';

function values(config: unknown, manifest: unknown = null, platform = noPlatform) {
  const documents = { config: JSON.stringify(config), manifest: JSON.stringify(manifest) };
  return configValues(documents, platform);
}

function differences(a: unknown, b: unknown): readonly ConfigDifference[] {
  return configDifferences(values(a), values(b));
}

/** Of the part that a container gets. */
function runtime(a: object, b: object): readonly ConfigDifference[] {
  return differences({ config: a }, { config: b });
}

describe('what differs between two configs', () => {
  it('is nothing where documents are equal, whatever the order of their keys', () => {
    const a = { os: 'linux', config: { Env: ['A=1', 'B=2'], Labels: { x: '1', y: '2' } } };
    const b = { config: { Labels: { y: '2', x: '1' }, Env: ['B=2', 'A=1'] }, os: 'linux' };
    expect(differences(a, b)).toEqual([]);
  });

  it('names every key by its section, in the order of the sections', () => {
    const a = {
      created: '2025-01-01T00:00:00Z',
      os: 'linux',
      config: { Cmd: ['a'], Env: ['PATH=/bin'], Labels: { v: '1' } },
    };
    const b = {
      created: '2025-02-01T00:00:00Z',
      author: 'me',
      os: 'windows',
      config: { Cmd: ['b'], Env: ['PATH=/usr/bin:/bin'], Labels: { v: '2' } },
    };
    const found = configDifferences(
      values(a, { annotations: { note: 'x' } }),
      values(b, { annotations: {} }),
    );
    expect(found).toEqual([
      { section: 'image', key: 'created', a: '2025-01-01T00:00:00Z', b: '2025-02-01T00:00:00Z' },
      { section: 'image', key: 'author', a: null, b: 'me' },
      { section: 'platform', key: 'os', a: 'linux', b: 'windows' },
      { section: 'config', key: 'Cmd', a: ['a'], b: ['b'] },
      { section: 'environment', key: 'PATH', a: '/bin', b: '/usr/bin:/bin' },
      { section: 'labels', key: 'v', a: '1', b: '2' },
      { section: 'annotations', key: 'note', a: 'x', b: null },
    ]);
  });

  it('leaves out layers and history, which are compared on their own', () => {
    const a = { rootfs: { diff_ids: ['x'] }, history: [{ created_by: 'x' }] };
    expect(differences(a, { rootfs: { diff_ids: [] } })).toEqual([]);
  });

  it.each([
    ['missing', {}],
    ['null', { Cmd: null, Tty: null }],
    ['empty', { Cmd: [], Tty: false, User: '', StopTimeout: 0, Volumes: {} }],
  ])('takes what is %s for not said', (_, other) => {
    expect(runtime({}, other)).toEqual([]);
  });

  it('knows keys in any case', () => {
    expect(runtime({ cmd: ['a'], env: ['A=1'] }, { Cmd: ['a'], Env: ['A=1'] })).toEqual([]);
  });

  it('shows sets as lists without an order, and other objects as JSON', () => {
    expect(
      runtime(
        { ExposedPorts: { '80/tcp': {}, '443/tcp': {} }, Extra: { b: 1, a: [true] } },
        { ExposedPorts: { '443/tcp': {}, '80/tcp': {}, '1/udp': {} }, Extra: { a: [true], b: 2 } },
      ),
    ).toEqual([
      {
        section: 'config',
        key: 'ExposedPorts',
        a: ['443/tcp', '80/tcp'],
        b: ['1/udp', '443/tcp', '80/tcp'],
      },
      { section: 'config', key: 'Extra', a: '{"a":[true],"b":1}', b: '{"a":[true],"b":2}' },
    ]);
  });

  it('takes a health check apart', () => {
    const a = { Healthcheck: { Test: ['CMD', 'x'], Interval: 30_000_000_000 } };
    const b = { Healthcheck: { Test: ['CMD', 'x'], Interval: 5_000_000_000 } };
    expect(runtime(a, b)).toEqual([
      { section: 'config', key: 'Healthcheck.Interval', a: '30000000000', b: '5000000000' },
    ]);
  });

  it('keeps odd variables as they stand', () => {
    const a = { Env: ['A', 'B=1', 'B=2', 'C=', '=C:=x'] };
    expect(runtime(a, { Env: ['A=', 'B=2'] })).toEqual([
      { section: 'environment', key: 'A', a: ['A'], b: '' },
      { section: 'environment', key: 'B', a: ['B=1', 'B=2'], b: '2' },
      { section: 'environment', key: 'C', a: '', b: null },
      { section: 'environment', key: '=C:', a: 'x', b: null },
    ]);
  });

  it('sees an empty label', () => {
    expect(runtime({ Labels: { x: '' } }, {})).toEqual([
      { section: 'labels', key: 'x', a: '', b: null },
    ]);
  });

  it('takes the platform of an index where the config says none', () => {
    const platform = { os: 'linux', architecture: 'arm', variant: 'v7', osVersion: '' };
    const [a, b] = [
      values({}, null, platform),
      values({ os: 'linux', variant: 'v8' }, null, platform),
    ];
    expect(configDifferences(a, b)).toEqual([
      { section: 'platform', key: 'variant', a: 'v7', b: 'v8' },
    ]);
  });
});

describe('hostile documents', () => {
  it.each([
    ['no object', 5],
    ['a list', [1, 2]],
    ['wrong types', { config: 'x', os: 7, created: [1], architecture: {}, author: null }],
    ['wrong parts', { config: { Env: 'A=1', Labels: ['x'], Cmd: [1, null], ExposedPorts: 3 } }],
    ['odd entries', { config: { Env: [1, null, {}, ['x']], Labels: { a: 1, b: null, c: {} } } }],
    ['names of the language', JSON.parse('{"__proto__":{"x":1},"config":{"constructor":"x"}}')],
  ])('never throw: %s', (_, config) => {
    const found = configDifferences(values({}), values(config, config));
    expect(configDifferences(values(config), values(config))).toEqual([]);
    for (const { a, b } of found) expect([a, b]).not.toEqual([null, null]);
  });

  it('stand as JSON text where their types are wrong', () => {
    expect(differences({}, { os: 7, config: { Env: 'A=1', Labels: ['x'], Cmd: [1] } })).toEqual([
      { section: 'platform', key: 'os', a: null, b: '7' },
      { section: 'config', key: 'Env', a: null, b: 'A=1' },
      { section: 'config', key: 'Labels', a: null, b: ['x'] },
      { section: 'config', key: 'Cmd', a: null, b: '[1]' },
    ]);
  });

  it('say nothing where they are no JSON, or missing', () => {
    const broken = configValues({ config: '{', manifest: null }, noPlatform);
    expect(configDifferences(broken, values({ os: 'linux' }))).toHaveLength(1);
  });
});
