import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { dockerMembers } from '../../fixtures/docker-members.ts';
import { emptyStep, image, layer } from '../../fixtures/image.ts';
import { packMembers } from '../../fixtures/outer.ts';
import { file } from '../../fixtures/tar.ts';
import { limitsIn, under } from './under.ts';

type Changes = Parameters<typeof under>[0];

/** Compares two images of one layer, three steps and other variables, under changed limits. */
async function compared(changes: Changes) {
  const { run, openPath } = await under(changes, () => import('../../contract/running-engine.ts'));
  const running = run();
  const archive = path.join(running.folder, 'both.tar');
  const recipe = (name: string) =>
    image({
      ref: `${name}:1`,
      layers: [layer(file('a', 'a'))],
      history: ['RUN a', emptyStep('ENV A=1'), emptyStep(`ENV B=${name}`)],
      config: { Env: [`A=${name}`, `B=${name}`, `C=${name}`] },
    });
  const recipes = [recipe('one'), recipe('two')];
  writeFileSync(archive, await packMembers(await dockerMembers(recipes)));
  const { grant, contents } = await openPath(running, archive);
  const [a, b] = (contents?.images ?? []).map(({ key, layers }) => ({
    grant,
    image: key,
    layer: layers.length - 1,
    alone: false,
  }));
  const comparison = await running.window.call('compare.open', { a: a!, b: b! });
  return running.window.call('compare.read', { comparison });
}

test('comparedSteps: further steps are not compared', async () => {
  const whole = await compared({});
  expect([whole.steps.length, limitsIn(whole.problems)]).toEqual([3, []]);
  const { steps, problems } = await compared({ comparedSteps: 2 });
  expect([steps.length, limitsIn(problems)]).toEqual([
    2,
    ['comparedSteps 2 warning', 'comparedSteps 2 warning'],
  ]);
});

test('configDifferences: further differences are not told', async () => {
  const { config, problems } = await compared({ configDifferences: 2 });
  expect([config.length, limitsIn(problems)]).toEqual([2, ['configDifferences 2 warning']]);
});
