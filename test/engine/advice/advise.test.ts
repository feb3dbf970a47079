import { describe, expect, test } from 'vitest';
import { advise } from '../../../electron/engine/advice/advise.ts';
import { baseLayersOf } from '../../../electron/engine/advice/base-layers.ts';
import { layerSteps } from '../../../electron/engine/advice/layer-steps.ts';
import { isRootUser } from '../../../electron/engine/advice/user-advice.ts';
import { savedByAll } from '../../../shared/model/advice.ts';
import type { BaseHint } from '../../../shared/model/base-hint.ts';
import type { LeftoverRule, SecretFinding, SecretRule } from '../../../shared/model/findings.ts';
import type { HistoryStep } from '../../../shared/model/history.ts';
import {
  fileSecret,
  hiddenGroup,
  hiddenInput,
  input,
  leftover,
  noFindings,
  step,
  steps,
} from './input.ts';

const withLeftover = (own: Parameters<typeof leftover>[0], command = 'RUN make data') =>
  advise(
    input({
      findings: { ...noFindings, leftovers: [leftover(own)] },
      steps: steps.with(2, step(command)),
    }),
  );

describe('what a build leaves behind', () => {
  test.each<[LeftoverRule, string, string, string]>([
    [
      'apt-lists',
      'var/lib/apt/lists',
      'RUN apt-get update',
      'RUN apt-get update \\\n && rm -rf /var/lib/apt/lists/*',
    ],
    [
      'apt-archives',
      'var/cache/apt',
      'RUN apt-get install x',
      'RUN apt-get install x \\\n && apt-get clean',
    ],
    ['apk-cache', 'var/cache/apk', 'RUN apk add curl', 'RUN apk add --no-cache curl'],
    [
      'apk-cache',
      'var/cache/apk',
      'RUN apk update',
      'RUN apk update \\\n && rm -rf /var/cache/apk/*',
    ],
    [
      'pip-cache',
      'root/.cache/pip',
      'RUN pip3 install flask',
      'RUN pip3 install --no-cache-dir flask',
    ],
    [
      'pip-cache',
      'root/.cache/pip',
      'RUN pip install a && pip install b',
      'RUN pip install --no-cache-dir a && pip install --no-cache-dir b',
    ],
    [
      'apk-cache',
      'var/cache/apk',
      'RUN apk update && apk add curl',
      'RUN apk update && apk add curl \\\n && rm -rf /var/cache/apk/*',
    ],
    [
      'npm-cache',
      'root/.npm',
      'RUN set -e; npm ci',
      'RUN (set -e; npm ci) \\\n && rm -rf /root/.npm',
    ],
    ['npm-cache', 'root/.npm', 'RUN ["npm","ci"]', 'RUN … \\\n && rm -rf /root/.npm'],
    ['pip-cache', 'root/.cache/pip', 'RUN make', 'RUN make \\\n && rm -rf /root/.cache/pip'],
    [
      'rpm-cache',
      'var/cache/dnf',
      'RUN microdnf install x',
      'RUN microdnf install x \\\n && microdnf clean all',
    ],
    [
      'rpm-cache',
      'var/cache/zypp',
      'RUN zypper in x',
      'RUN zypper in x \\\n && zypper clean --all',
    ],
    ['npm-cache', 'root/.npm', 'RUN npm ci', 'RUN npm ci \\\n && rm -rf /root/.npm'],
    [
      'go-cache',
      'root/.cache/go-build',
      'RUN go build',
      'RUN --mount=type=cache,target=/root/.cache/go-build go build',
    ],
    [
      'logs',
      'var/log',
      'RUN make',
      'RUN make \\\n && find /var/log -type f -exec truncate -s 0 {} +',
    ],
    ['core-dump', 'app/core', 'RUN make', 'RUN make \\\n && rm -rf /app/core'],
    [
      'npm-cache',
      "root/.cache/it's",
      'RUN make',
      "RUN make \\\n && rm -rf '/root/.cache/it'\\''s'",
    ],
  ])('%s in %s after %s', (rule, path, command, instruction) => {
    expect(withLeftover({ rule, path }, command)).toEqual([
      expect.objectContaining({
        kind: 'clean-in-step',
        savedBytes: 17_000_000,
        layers: [2],
        files: 12,
        detail: { secret: null, leftover: rule, name: '', instruction },
      }),
    ]);
  });

  test.each<[LeftoverRule, string, string]>([
    ['version-control', 'app/.git', '**/.git'],
    ['python-bytecode', 'app', '**/__pycache__'],
    ['logs', 'var/log', ''],
  ])('that was copied in is to be ignored: %s', (rule, path, instruction) => {
    expect(withLeftover({ rule, path }, 'COPY . /app')).toMatchObject([
      { kind: 'ignore-file', savedBytes: 17_000_000, detail: { leftover: rule, instruction } },
    ]);
  });

  test.each<LeftoverRule>(['python-bytecode', 'user-cache'])('%s stays as it is', (rule) => {
    expect(withLeftover({ rule, path: 'usr' }, 'RUN pip install x')).toEqual([]);
  });

  test.each([
    ['a layer of the base stores it', { layer: 1 }],
    ['it is too little to matter', { bytes: 1000 }],
  ])('is nothing to do where %s', (_, own) => {
    expect(withLeftover(own)).toEqual([]);
  });
});

describe('a secret', () => {
  const about = (secrets: readonly ReturnType<typeof fileSecret>[]) =>
    advise(input({ findings: { ...noFindings, secrets } }));

  test('in a layer needs a build secret', () => {
    expect(about([fileSecret()])).toEqual([
      {
        kind: 'secret-in-layer',
        severity: 'urgent',
        savedBytes: null,
        layers: [2, 3],
        paths: [{ node: 9, path: 'root/.npmrc' }],
        files: 1,
        detail: {
          secret: 'npm-token',
          leftover: null,
          name: '.npmrc',
          instruction: 'RUN --mount=type=secret,id=npmrc,target=/root/.npmrc …',
        },
      },
    ]);
  });

  test.each<[SecretRule, string, string]>([
    ['private-key', 'RUN apt-get install openssh-server', ''],
    ['private-key', 'COPY . /', 'RUN --mount=type=secret,id=npmrc,target=/root/.npmrc …'],
    ['password-hash', 'ADD root.tar /', ''],
  ])('%s that %s stores is lent where that helps', (rule, command, instruction) => {
    const secrets = [fileSecret({}, rule)];
    const found = advise(
      input({
        findings: { ...noFindings, secrets },
        steps: steps.with(2, step(command)),
      }),
    );
    expect(found).toMatchObject([{ kind: 'secret-in-layer', detail: { instruction } }]);
  });

  test('is none where a repository was copied in', () => {
    const place = { path: 'app/.git', line: null };
    const withRepository = (secret: SecretFinding) =>
      advise(
        input({
          findings: { ...noFindings, secrets: [secret] },
          steps: steps.with(2, step('COPY . /app')),
        }),
      );
    expect(withRepository(fileSecret(place, 'git-folder'))).toMatchObject([
      { kind: 'ignore-file', savedBytes: null, detail: { instruction: '**/.git' } },
    ]);
    const visible = { ...place, hiddenIn: null, state: 'visible' } as const;
    expect(withRepository(fileSecret(visible, 'git-folder'))).toEqual([]);
  });

  test('is one piece for each rule and layer, with the paths once', () => {
    const pieces = about([
      fileSecret(),
      fileSecret({ line: 5 }),
      fileSecret({ path: 'app/.npmrc' }),
      fileSecret({ layer: 4, hiddenIn: null, state: 'visible' }),
    ]);
    expect(pieces.map(({ layers, files }) => [layers, files])).toEqual([
      [[2, 3], 2],
      [[4], 1],
    ]);
  });

  test('of the base is told, too', () => {
    expect(about([fileSecret({ layer: 0 })])).toMatchObject([{ kind: 'secret-in-layer' }]);
  });

  test('in the environment or the history is kept out of them', () => {
    const common = { rule: 'github-token', masked: 'ghp_••••', more: 0 } as const;
    const pieces = advise(
      input({
        findings: {
          ...noFindings,
          secrets: [
            {
              ...common,
              confidence: 'medium',
              place: { kind: 'config', key: 'Env', name: 'TOKEN' },
            },
            { ...common, confidence: 'high', place: { kind: 'history', step: 4, layer: 2 } },
          ],
        },
      }),
    );
    expect(pieces).toMatchObject([
      { kind: 'secret-in-config', severity: 'urgent', layers: [2], detail: { name: 'RUN' } },
      {
        kind: 'secret-in-config',
        severity: 'urgent',
        layers: [],
        detail: { name: 'TOKEN', instruction: 'RUN --mount=type=secret,id=TOKEN,env=TOKEN …' },
      },
    ]);
  });

  test('in a command keeps that command out of the advice', () => {
    const secret = { kind: 'history', step: 1, layer: 1 } as const;
    const history = ['RUN a', 'RUN curl -H token', 'RUN b'].map((command, layer) =>
      historyStep(command, layer),
    );
    const layers = history.map(({ command, layer }) => ({
      ...imageLayer,
      index: layer ?? 0,
      command,
    }));
    const told = layerSteps({ layers, history }, { secrets: [{ ...fileSecret(), place: secret }] });
    expect(told.map(({ command }) => command)).toEqual(['RUN a', null, 'RUN b']);
  });
});

describe('the user', () => {
  test.each(['', 'root', '0', '0:0', 'root:app', '00', ' '])('%j is root', (user) => {
    expect(isRootUser(user)).toBe(true);
    expect(advise(input({ user }))).toMatchObject([{ kind: 'root-user', savedBytes: null }]);
  });

  test.each(['app', '1000', '1000:0', 'rooty', '10'])('%j is not', (user) => {
    expect(isRootUser(user)).toBe(false);
    expect(advise(input({ user }))).toEqual([]);
  });

  test('matters less where nothing is built on a base yet', () => {
    expect(advise(input({ user: '' }))).toMatchObject([{ severity: 'worthwhile' }]);
    expect(advise(input({ user: '', baseLayers: 5 }))).toMatchObject([{ severity: 'minor' }]);
  });

  test('is not spoken of without a config, nor of Windows', () => {
    expect(advise(input({ user: null }))).toEqual([]);
    expect(advise(input({ user: '', isUnix: false }))).toEqual([]);
  });
});

test.each([
  ['high', ['secret-in-layer', 'merge-steps', 'clean-in-step', 'root-user']],
  ['medium', ['secret-in-layer', 'merge-steps', 'clean-in-step', 'root-user']],
  ['low', ['merge-steps', 'clean-in-step', 'root-user', 'secret-in-layer']],
] as const)('a secret of %s confidence among savings and what is neither', (confidence, kinds) => {
  const pieces = advise({
    ...hiddenInput([hiddenGroup({ bytes: 20_000_000 })]),
    findings: {
      ...noFindings,
      secrets: [{ ...fileSecret(), confidence }],
      leftovers: [leftover()],
    },
    user: '',
  });
  expect(pieces.map(({ kind }) => kind)).toEqual(kinds);
});

test('secrets come first, then most bytes', () => {
  const pieces = advise({
    ...hiddenInput([hiddenGroup({ bytes: 20_000_000 })]),
    findings: { ...noFindings, secrets: [fileSecret()], leftovers: [leftover()] },
    user: '',
  });
  expect(pieces.map(({ kind }) => kind)).toEqual([
    'secret-in-layer',
    'merge-steps',
    'clean-in-step',
    'root-user',
  ]);
  expect(savedByAll(pieces)).toBe(37_000_000);
});

const imageLayer = {
  availability: 'available',
  digest: null,
  diffId: null,
  mediaType: '',
  storedBytes: 0,
  urls: [],
} as const;

function historyStep(command: string, layer: number | null): HistoryStep {
  return {
    created: null,
    createdBy: command,
    command,
    instruction: command.split(' ')[0] ?? '',
    comment: '',
    author: '',
    emptyLayer: layer === null,
    layer,
  };
}

describe('the base', () => {
  const release = { prettyName: '', id: 'debian', versionId: '12' };
  const known = (layers: number): BaseHint => ({
    how: 'history',
    rule: 'command-step',
    layers,
    reference: null,
    imageId: null,
    system: null,
  });
  test.each<[string, readonly BaseHint[], string, number, number]>([
    ['the nearest of all hints', [known(1), known(3)], 'ADD rootfs.tar /', 5, 3],
    ['what os-release tells', [{ how: 'os-release', layers: 2, release }], 'COPY a /b', 5, 2],
    ['the lowest layer where nothing tells', [], 'ADD rootfs.tar /', 5, 1],
    ['the lowest layer, also of a RUN', [], 'RUN x', 5, 1],
    ['nothing below a first COPY', [], 'COPY app /app', 5, 0],
    ['a COPY of everything', [], 'COPY / /', 5, 1],
    ['never more than there is', [known(9)], 'RUN x', 2, 2],
    ['nothing of an empty image', [], 'RUN x', 0, 0],
  ])('is %s', (_, hints, command, layers, expected) => {
    expect(baseLayersOf(hints, [historyStep(command, 0)], layers)).toBe(expected);
  });
});

test('a step follows the one below unless something was set between them', () => {
  const history = [
    historyStep('RUN a', 0),
    historyStep('LABEL x=y', null),
    historyStep('RUN b', 1),
    historyStep('WORKDIR /x', null),
    historyStep('RUN c', 2),
  ];
  const layers = [0, 1, 2].map((index) => ({ ...imageLayer, index, command: 'RUN' }));
  const told = layerSteps({ layers, history }, { secrets: [] });
  expect(told.map(({ followsBelow }) => followsBelow)).toEqual([false, true, false]);
});
