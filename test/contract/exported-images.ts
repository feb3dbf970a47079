import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Grant } from '../../shared/model/source.ts';
import type { SourceState } from '../../shared/model/source-state.ts';
import { failureOf } from '../../shared/contract/frames.ts';
import { compressed, image, layer } from '../fixtures/image.ts';
import { ociMembers } from '../fixtures/oci-members.ts';
import { packMembers } from '../fixtures/outer.ts';
import type { Member } from '../fixtures/outer.ts';
import { directory, file, hardLink, symlink, whiteout } from '../fixtures/tar.ts';
import { openPath } from './running-engine.ts';
import type { Running } from './running-engine.ts';

const base = compressed(
  layer(
    directory('etc'),
    file('etc/motd', 'hello'),
    hardLink('etc/twin', 'etc/motd'),
    symlink('etc/link', 'motd'),
    file('gone', 'g'.repeat(5000)),
  ),
  'gzip',
);
const upper = layer(file('etc/motd', 'howdy'), whiteout('gone'), file('new', 'n'));
export const app = image({
  ref: 'app:1',
  layers: [base, upper],
  history: ['ADD base', 'COPY app'],
});
export const bottom = image({ ref: 'base:1', layers: [base] });

/** An opened archive and the image of that name in it. */
export interface Opened {
  readonly state: SourceState;
  readonly grant: Grant;
  readonly choice: { readonly grant: Grant; readonly image: string };
}

export async function open(
  running: Running,
  members: readonly Member[],
  name: string,
): Promise<Opened> {
  const opened = path.join(running.folder, `${randomUUID()}.tar`);
  writeFileSync(opened, await packMembers(members));
  return openedImage(await openPath(running, opened), name);
}

export function openedImage(state: SourceState, name: string): Opened {
  const found = state.contents?.images.find(({ references }) => references.includes(name));
  if (found === undefined) throw new Error(`${name} is not in ${state.name}`);
  const { grant } = state;
  return { state, grant, choice: { grant, image: found.key } };
}

/** `app:1` and `base:1` in one archive. */
export async function openBoth(running: Running): Promise<Opened> {
  return open(running, await ociMembers([app, bottom]), 'app:1');
}

export function choiceOf({ state }: Opened, name: string): Opened['choice'] {
  return openedImage(state, name).choice;
}

/** A folder of the running engine's for results, empty. */
export function outFolder({ folder }: Running): string {
  const out = path.join(folder, `out-${randomUUID()}`);
  mkdirSync(out);
  return out;
}

export function code(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'answered',
    (error: unknown) => failureOf(error).code,
  );
}

export function sha256(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

export async function node(
  running: Running,
  choice: Opened['choice'],
  name: string,
): Promise<number> {
  await running.window.call('image.read', choice);
  const found = await running.window.call('entry.find', { ...choice, path: name });
  if (found === null) throw new Error(`${name} is not there`);
  return found;
}
