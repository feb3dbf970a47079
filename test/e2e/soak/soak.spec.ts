import { readFileSync } from 'node:fs';
import path from 'node:path';
import { builtImages } from '../../fixtures/built-images.ts';
import { Random } from '../../fuzz/random.ts';
import { expect, sampleImage, test } from '../launch-app.ts';
import { writeBuilds } from '../tide-builds.ts';
import { restingState } from './process-state.ts';
import type { ProcessState } from './process-state.ts';
import { RandomUser } from './random-user.ts';

/** `npm run soak -- --minutes N`. */
const minutes = Number(process.env['LAYERSCOPE_SOAK_MINUTES'] ?? '0.7');
const seed = Number(process.env['LAYERSCOPE_SOAK_SEED'] ?? '1');
const bigImages = ['big.tar', 'python-app-1.tar', 'python-app-2.tar', 'bundle.tar', 'edge.tar'];
const actionsOfRound = 40;

/** What a window that has shown something keeps of it: caches of Chromium, code compiled meanwhile, the engine's heap. */
const allowedGrowth = 200e6;
const allowedHandles = 12;
const allowedThreads = 12;

test('a long random use leaves nothing behind', async ({ launch }, testInfo) => {
  test.setTimeout(minutes * 60_000 + 240_000);
  const folder = minutes > 5 ? builtImages(...bigImages) : null;
  const paths =
    folder === null
      ? [sampleImage, await writeBuilds(testInfo.outputPath('builds.tar'))]
      : bigImages.map((name) => path.join(folder, name));
  const running = await launch();
  const user = new RandomUser(running, paths, new Random(seed));
  const end = Date.now() + minutes * 60_000;
  const states: ProcessState[] = [];
  let actions = 0;
  while (states.length < 2 || Date.now() < end) {
    await user.open();
    for (let done = 0; done < actionsOfRound; done++, actions++) await user.act();
    await user.closeAll();
    await expect(user.archives).toHaveCount(0);
    states.push(await restingState(running.app));
    console.log(`${actions} actions`, JSON.stringify(states.at(-1)));
  }
  const [first] = states;
  const last = states.at(-1);
  if (first === undefined || last === undefined) throw new Error('there was no round');
  expect(last.processes).toBe(first.processes);
  expect(last.memory).toBeLessThan(first.memory + allowedGrowth);
  if (first.handles !== null) expect(last.handles).toBeLessThan(first.handles + allowedHandles);
  if (first.threads !== null) expect(last.threads).toBeLessThan(first.threads + allowedThreads);
  expect(running.pageErrors).toEqual([]);
  expect(errorsOf(path.join(running.userData, 'logs', 'layerscope.log'))).toEqual([]);
});

function errorsOf(log: string): readonly string[] {
  return readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => line.includes('"level":"error"') || line.includes('"level":"warning"'));
}
