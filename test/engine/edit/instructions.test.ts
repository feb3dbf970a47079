import { describe, expect, test } from 'vitest';
import { applyChanges } from '../../../electron/engine/store/change-instructions.ts';
import { changeConfig } from '../../../electron/engine/edit/change-config.ts';
import type { EditedImage } from '../../../electron/engine/edit/edited-image.ts';

function imageOf(config: EditedImage['config']): EditedImage {
  return {
    config,
    history: [],
    historyLost: false,
    settingsKept: [],
    layers: [],
    annotations: null,
  };
}

describe('instructions on a config that is there', () => {
  const before = { Env: ['PATH=/bin', 'HOME=/root'], Cmd: ['sh'], WorkingDir: '/srv' };

  test.each([
    ['ENV PATH=/opt:$PATH', { Env: ['PATH=/opt:/bin', 'HOME=/root'] }],
    ['ENV A=${NONE:-x y} B=${PATH:+set}', { Env: ['PATH=/bin', 'HOME=/root', 'A=x y', 'B=set'] }],
    ["ENV A='$PATH' B=\\$PATH", { Env: ['PATH=/bin', 'HOME=/root', 'A=$PATH', 'B=$PATH'] }],
    ['ENV A the $HOME of "all"', { Env: ['PATH=/bin', 'HOME=/root', 'A=the /root of all'] }],
    ['WORKDIR app', { WorkingDir: '/srv/app' }],
    ['WORKDIR $HOME/x', { WorkingDir: '/root/x' }],
    ['CMD echo $PATH', { Cmd: ['/bin/sh', '-c', 'echo $PATH'] }],
    ['LABEL at=$5', { Labels: { at: '$5' } }],
    ['USER ${NAME}1', { User: '1' }],
    ['HEALTHCHECK NONE', { Healthcheck: { Test: ['NONE'] } }],
    ['HEALTHCHECK CMD curl -f /', { Healthcheck: { Test: ['CMD-SHELL', 'curl -f /'] } }],
    [
      'healthcheck --interval=1m30s --timeout=1.5s --start-period=500ms --start-interval=1h --retries=3 CMD ["a", "b"]',
      {
        Healthcheck: {
          Test: ['CMD', 'a', 'b'],
          Interval: 90_000_000_000,
          Timeout: 1_500_000_000,
          StartPeriod: 500_000_000,
          StartInterval: 3_600_000_000_000,
          Retries: 3,
        },
      },
    ],
  ])('%s', (change, expected) => {
    expect(applyChanges([change], before)).toEqual({ ...before, ...expected });
  });

  test('a new entry point takes the command away that was there, not one that came with it', () => {
    expect(applyChanges(['ENTRYPOINT ["/init"]'], before).Cmd).toBeUndefined();
    expect(applyChanges(['CMD ["x"]', 'ENTRYPOINT ["/init"]'], before).Cmd).toEqual(['x']);
  });

  test.each([
    'HEALTHCHECK',
    'HEALTHCHECK CMD',
    'HEALTHCHECK curl',
    'HEALTHCHECK --interval=1 CMD x',
    'HEALTHCHECK --interval=10us CMD x',
    'HEALTHCHECK --retries=-1 CMD x',
    'HEALTHCHECK --other=1 CMD x',
    'HEALTHCHECK --retries=1 NONE',
    'ENV A=${B',
    'ENV A=${B?x}',
  ])('%s is refused', (change) => {
    expect(() => applyChanges([change], before)).toThrow(/change-invalid/);
  });
});

describe('a config', () => {
  const config = {
    created: '2024-01-01T00:00:00Z',
    'vendor.key': { deep: [1, 2] },
    config: { Env: ['A=1'], Unheard: true, labels: { old: '1' }, ExposedPorts: { '80/tcp': {} } },
    architecture: 'amd64',
  };

  test('keeps what the instructions do not speak of, where it was', () => {
    const after = changeConfig(imageOf(config), ['LABEL new=2', 'expose 81', 'USER app']).config;
    expect(JSON.stringify(after)).toBe(
      JSON.stringify({
        created: '2024-01-01T00:00:00Z',
        'vendor.key': { deep: [1, 2] },
        config: {
          Env: ['A=1'],
          Unheard: true,
          Labels: { old: '1', new: '2' },
          ExposedPorts: { '80/tcp': {}, '81/tcp': {} },
          User: 'app',
        },
        architecture: 'amd64',
      }),
    );
  });

  test('without a container part gets one', () => {
    expect(changeConfig(imageOf({ os: 'linux' }), ['CMD ["a"]']).config).toEqual({
      os: 'linux',
      config: { Cmd: ['a'] },
    });
  });

  test('gets an empty step for each instruction, with the time of the image', () => {
    expect(changeConfig(imageOf(config), ['cmd  ["a"]', 'ENV A=2']).history).toEqual([
      { created: '2024-01-01T00:00:00Z', created_by: 'CMD ["a"]', empty_layer: true },
      { created: '2024-01-01T00:00:00Z', created_by: 'ENV A=2', empty_layer: true },
    ]);
  });

  test('with keys of objects as names is only data', () => {
    const odd = JSON.parse('{"config":{"Labels":{"__proto__":"x"}},"__proto__":{"a":1}}');
    const after = changeConfig(imageOf(odd), ['LABEL constructor=y']).config;
    expect(JSON.stringify(after)).toBe(
      '{"config":{"Labels":{"__proto__":"x","constructor":"y"}},"__proto__":{"a":1}}',
    );
  });
});
