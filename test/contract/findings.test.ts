import { expect, test } from 'vitest';
import type { Job } from '../../shared/model/job.ts';
import { image, layer } from '../fixtures/image.ts';
import { file, whiteout } from '../fixtures/tar.ts';
import { made } from '../engine/findings/made-up.ts';
import { code, openImage } from './compared-images.ts';
import { run } from './running-engine.ts';

test('findings are read as a job, masked, and shown in clear one by one', async () => {
  const running = run();
  const { window } = running;
  const jobs: Job[] = [];
  window.on('job', (job) => jobs.push(job));
  const line = `DB_PASSWORD=${made('base62', 20)}`;
  const recipe = image({
    layers: [layer(file('app/.env', `${line}\n`)), layer(whiteout('app/.env'))],
    history: [`|1 TOKEN=${made('hex', 40)} /bin/sh -c make`, 'RUN rm /app/.env'],
  });
  const { grant, image: key } = await openImage(running, recipe);
  await window.call('image.read', { grant, image: key });
  const findings = await window.call('findings.read', { grant, image: key });
  expect(findings.secrets).toMatchObject([
    { rule: 'generic-secret', place: { kind: 'file', path: 'app/.env', layer: 0, hiddenIn: 1 } },
    { rule: 'generic-secret', place: { kind: 'history', step: 0, layer: 0 } },
  ]);
  expect(JSON.stringify(findings)).not.toContain(line.slice(-20));
  expect(jobs.map(({ kind }) => kind)).toContain('scan');
  const reveal = (secret: number): Promise<string> =>
    window.call('findings.reveal', { grant, image: key, secret });
  expect(await reveal(0)).toBe(line);
  expect(await reveal(1)).toContain('TOKEN=');
  expect(await code(reveal(2))).toBe('entry-unknown');
  expect(await window.call('job.list', {})).toEqual([]);
});
