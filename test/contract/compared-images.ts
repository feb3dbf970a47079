import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { InlineRunner } from '../../electron/engine/worker/inline-runner.ts';
import type { TaskOptions } from '../../electron/engine/worker/task-runner.ts';
import type { TaskName, Tasks } from '../../electron/engine/worker/tasks.ts';
import { CallError } from '../../shared/contract/frames.ts';
import type { ComparePoint } from '../../shared/model/comparison.ts';
import { dockerMembers } from '../fixtures/docker-members.ts';
import { compressed, emptyStep, image, layer } from '../fixtures/image.ts';
import type { ImageRecipe } from '../fixtures/image.ts';
import { packMembers } from '../fixtures/outer.ts';
import { directory, file, symlink, whiteout } from '../fixtures/tar.ts';
import { openPath } from './running-engine.ts';
import type { Running } from './running-engine.ts';

/** Runs tasks as slowly as threads do that have much to read: messages come through before each. */
export class SlowRunner extends InlineRunner {
  override async run<Name extends TaskName>(
    name: Name,
    argument: Tasks[Name]['argument'],
    options: TaskOptions,
  ): Promise<Tasks[Name]['result']> {
    await setTimeout(20);
    return super.run(name, argument, options);
  }
}

const base = compressed(
  layer(directory('etc'), file('etc/motd', 'hello'), file('lib', 'l'.repeat(3000))),
  'gzip',
);
export const before = image({
  ref: 'app:1',
  layers: [
    base,
    layer(file('app', 'one'), file('old-name', 'm'.repeat(700)), symlink('link', 'app')),
  ],
  history: ['FROM', 'COPY . /', emptyStep('CMD ["a"]')],
  config: { Env: ['A=1', 'PATH=/bin'], Cmd: ['a'] },
});
export const after = image({
  ref: 'app:2',
  layers: [
    base,
    layer(file('app', 'two'), file('new-name', 'm'.repeat(700)), symlink('link', 'etc')),
    layer(whiteout('lib'), file('more', 'x'.repeat(50))),
  ],
  history: ['FROM', 'COPY . /', 'RUN more', emptyStep('CMD ["b"]')],
  config: { Env: ['A=2', 'PATH=/bin'], Cmd: ['b'] },
});

/** Opens an archive of one image and answers its uppermost point. */
export async function openImage(running: Running, recipe: ImageRecipe): Promise<ComparePoint> {
  const archive = path.join(running.folder, `${randomUUID()}.tar`);
  writeFileSync(archive, await packMembers(await dockerMembers([recipe])));
  const { grant, contents } = await openPath(running, archive);
  return {
    grant,
    image: contents!.images[0]!.key,
    layer: recipe.layers.length - 1,
    alone: false,
  };
}

export async function openBoth(running: Running): Promise<{ a: ComparePoint; b: ComparePoint }> {
  return { a: await openImage(running, before), b: await openImage(running, after) };
}

export async function code(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'answered',
    (error: unknown) => (error instanceof CallError ? error.failure.code : String(error)),
  );
}

export async function nodeOf(
  { window }: Running,
  comparison: number,
  name: string,
): Promise<number> {
  const node = await window.call('compare.find', { comparison, path: name });
  if (node === null) throw new Error(`${name} is on neither side`);
  return node;
}
