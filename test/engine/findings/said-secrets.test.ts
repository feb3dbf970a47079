import { expect, test } from 'vitest';
import { configSecrets } from '../../../electron/engine/findings/config-secrets.ts';
import { historySecrets } from '../../../electron/engine/findings/history-secrets.ts';
import type { ListedSecret } from '../../../electron/engine/findings/list-secrets.ts';
import { joined, made } from './made-up.ts';

const token = joined('ghp', '_', made('base62', 36));

function short(secrets: readonly ListedSecret[]): readonly string[] {
  return secrets.map(({ finding: { rule, place, masked, more } }) => {
    const where = place.kind === 'config' ? `${place.key} ${place.name}` : place.kind;
    const step = place.kind === 'history' ? ` ${place.step} ${place.layer}` : '';
    return `${rule} ${where}${step} ${masked}${more === 0 ? '' : ` +${more}`}`;
  });
}

test('variables, labels and commands of a config', () => {
  const config = {
    Env: [
      'PATH=/bin',
      `GITHUB=${token}`,
      'DB_PASSWORD=has 2 words & more!',
      'API_KEY=${KEY}',
      'odd',
    ],
    Labels: { 'deploy.token': made('hex', 40), version: '1' },
    Cmd: ['serve', '--password', 'Zq8mN2vKx1', '--verbose'],
    Entrypoint: ['/bin/sh', '-c', 'exec "$@"'],
    Healthcheck: {
      Test: ['CMD-SHELL', `curl -H "Authorization: Bearer ${made('base62', 30)}" localhost`],
    },
  };
  expect(short(configSecrets(JSON.stringify({ config })))).toEqual([
    'github-token Env GITHUB ghp_••••••••',
    'generic-secret Labels deploy.token ••••••••',
    'generic-secret Cmd  ••••••••',
    'generic-secret Healthcheck  ••••••••',
  ]);
});

test('old images say the same of the container of their last step', () => {
  const Env = [`GITHUB=${token}`];
  const both = JSON.stringify({ config: { Env }, container_config: { Env, Cmd: `make ${token}` } });
  expect(short(configSecrets(both))).toEqual([
    'github-token Env GITHUB ghp_••••••••',
    'github-token Cmd  ghp_••••••••',
  ]);
});

test.each([null, '', '{', '[]', '{"config":7}', '{"config":{"Env":{"a":1},"Labels":[1],"Cmd":3}}'])(
  'a config that is none: %s',
  (document) => expect(configSecrets(document)).toEqual([]),
);

test('build arguments, instructions and comments of a history', () => {
  const step = (createdBy: string, layer: number | null, comment = '') => ({
    created: null,
    createdBy,
    command: '',
    instruction: '',
    comment,
    author: '',
    emptyLayer: layer === null,
    layer,
  });
  const secret = made('hex', 32);
  const history = [
    step('/bin/sh -c #(nop) ADD file:1 in / ', 0),
    step(`|2 VERSION=1.2 NPM_TOKEN=${secret} /bin/sh -c npm ci`, 1),
    step(`ENV SECRET_KEY=${secret} PASSWORD=Zq8mN2vKx1`, null),
    step('RUN /bin/sh -c echo $TOKEN | docker login --password-stdin # buildkit', 2),
    step(`RUN /bin/sh -c git clone https://me:${token}@github.com/a/b`, 3),
    step('', 4, `built with ${token}`),
  ];
  const found = historySecrets(history);
  expect(short(found)).toEqual([
    'generic-secret history 1 1 ••••••••',
    'generic-secret history 2 null •••••••• +1',
    'github-token history 4 3 ghp_••••••••',
    'github-token history 5 4 ghp_••••••••',
  ]);
  expect(found[0]?.source).toEqual({ kind: 'text', text: expect.stringContaining(secret) });
});
