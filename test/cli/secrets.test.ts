import { expect, test } from 'vitest';
import { dockerMembers } from '../fixtures/docker-members.ts';
import { image, layer } from '../fixtures/image.ts';
import { file, whiteout } from '../fixtures/tar.ts';
import { made, pem } from '../engine/findings/made-up.ts';
import { archiveOf, runOnTerminal, withoutColour } from './run-program.ts';

const secret = made('base62', 24);
const value = `DB_PASSWORD=${secret}`;

async function withSecrets(): Promise<string> {
  const recipe = image({
    ref: 'app:1',
    layers: [
      layer(file('app/.env', `A=b\n${value}\n`), file('bin/su', 'x', { mode: 0o4755 })),
      layer(whiteout('app/.env')),
    ],
    history: ['COPY . /app', 'RUN rm /app/.env'],
    config: { Env: [`API_TOKEN=${secret}`] },
  });
  return archiveOf(await dockerMembers([recipe]));
}

test('secrets are listed masked, with their layers, and the run ends with 1', async () => {
  const { code, stdout } = await runOnTerminal(['secrets', await withSecrets()], 200);
  const text = withoutColour(stdout);
  expect(code).toBe(1);
  expect(text).toMatch(/medium +\S.+ 0 +deleted in 1 +•+ +app\/\.env:2/);
  expect(text).toMatch(/medium +\S.+ - +config +•+ +Env API_TOKEN/);
  expect(text).toContain('RUN rm /app/.env');
  expect(text).toContain('2 likely secrets in 2 files\n1 special permission, 0 left-overs');
  expect(text).not.toContain(secret);
});

test('a private key is told with what locks it, in the table, in JSON and in a report', async () => {
  const locked = pem('RSA PRIVATE KEY', 1600, 2).replace(
    '-----\n',
    '-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n',
  );
  const keys = layer(file('open.key', pem('PRIVATE KEY')), file('locked.key', locked));
  const archive = await archiveOf(await dockerMembers([image({ ref: 'app:1', layers: [keys] })]));
  const { stdout } = await runOnTerminal(['secrets', archive], 200);
  const text = withoutColour(stdout);
  expect(text).toMatch(/high +Private key, no pass phrase .*open\.key:1/);
  expect(text).toMatch(/medium +Private key, with a pass phrase .*locked\.key:1/);
  const json = await runOnTerminal(['secrets', archive, '--json']);
  expect(JSON.parse(json.stdout)).toMatchObject({ secrets: [{ locked: false }, { locked: true }] });
  const report = await runOnTerminal(['report', archive, '--markdown']);
  expect(report.stdout).toContain('| Private key, no pass phrase | `/open.key`, line 1 |');
  const page = await runOnTerminal(['report', archive, '--html', '-']);
  expect(page.stdout).toContain('with a pass phrase</span>');
});

test('--reveal shows the line in clear', async () => {
  const { stdout } = await runOnTerminal(['secrets', await withSecrets(), '--reveal'], 200);
  expect(withoutColour(stdout)).toContain(`    ${value}\n`);
});

test('JSON has everything but numbers that mean nothing outside, values only when asked for', async () => {
  const archive = await withSecrets();
  const masked = await runOnTerminal(['secrets', archive, '--json']);
  expect(masked.code).toBe(1);
  expect(masked.stdout).not.toContain(secret);
  const record: unknown = JSON.parse(masked.stdout);
  expect(record).toMatchObject({
    secrets: [
      {
        rule: 'generic-secret',
        confidence: 'medium',
        place: { kind: 'file', path: 'app/.env', layer: 0, state: 'deleted', hiddenIn: 1, line: 2 },
      },
      { place: { kind: 'config', key: 'Env', name: 'API_TOKEN' } },
    ],
    permissions: [{ rule: 'setuid', path: 'bin/su', layer: 0 }],
    leftovers: [],
    scannedFiles: 2,
    skippedFiles: 0,
  });
  expect(masked.stdout).not.toContain('"node"');
  const clear = await runOnTerminal(['secrets', archive, '--json', '--reveal']);
  expect(JSON.parse(clear.stdout)).toMatchObject({ secrets: [{ value }, {}] });
});

test('nothing, or low confidence alone, ends with 0', async () => {
  const key = pem('RSA PRIVATE KEY');
  const archive = await archiveOf(
    await dockerMembers([image({ layers: [layer(file('usr/share/doc/a/key.pem', key))] })]),
  );
  const { code, stdout } = await runOnTerminal(['secrets', archive], 200);
  expect(code).toBe(0);
  expect(withoutColour(stdout)).toMatch(/low +Private key/);
});
