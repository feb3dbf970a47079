import {
  appendFileSync,
  chmodSync,
  closeSync,
  ftruncateSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { mutateBytes } from '../mutate-bytes.ts';
import { mutateJson } from '../mutate-json.ts';
import type { Random } from '../random.ts';
import type { LibraryPlace } from './make-library.ts';
import { rewriteDocuments } from './rewrite-documents.ts';
import { oddIndex } from './odd-index.ts';
import { readPlain } from './whole-folders.ts';

/**
 * Spoils some of the files of a library and of its cache, and says in short words what was done. `pipe` is a pipe that
 * takes the place of files.
 */
export function mutateLibrary(
  place: LibraryPlace,
  random: Random,
  pipe: string | null,
): readonly string[] {
  const done: string[] = [];
  for (let times = random.below(4); times >= 0; times--) {
    try {
      done.push(mutateOnce(place, random, pipe));
    } catch (error) {
      // What an earlier change took away cannot be changed any more.
      done.push(`not possible: ${error instanceof Error ? error.message : String(error)}`);
    }
    // What has grown to gigabytes would only take this program long to change again.
    if (done.at(-1)?.endsWith('huge') === true) break;
  }
  return done;
}

function mutateOnce(place: LibraryPlace, random: Random, pipe: string | null): string {
  switch (random.below(16)) {
    case 0:
    case 1:
    case 2:
      return mutateDocument(place, random);
    case 3:
    case 4:
      return mutateFile(place, random);
    case 5:
    case 6:
      return rewriteDocuments(place.store, random);
    case 7:
    case 8:
      return oddIndex(place.store, random);
    case 9:
      return leaveOver(place, random);
    case 10:
      return withoutRights(place, random);
    case 11:
      return replaceFile(place, random, pipe);
    case 12:
      return replaceFolder(place, random);
    case 13:
      return addStranger(place, random);
    case 14:
      return spoilLock(place, random);
    default:
      return removeOne(place, random);
  }
}

/** The files that are no blobs more often than blobs. */
function someFile(place: LibraryPlace, random: Random): string {
  const { store, cache } = place;
  const own = [
    'index.json',
    'oci-layout',
    'layerscope/index.backup.json',
    'layerscope/layers.json',
  ];
  if (random.once(2)) return path.join(store, random.pick(own));
  const blobs = path.join(store, 'blobs', 'sha256');
  const folder = random.once(5) && readdirSync(cache).length > 0 ? cache : blobs;
  return path.join(folder, random.pick(readdirSync(folder)));
}

function mutateDocument(place: LibraryPlace, random: Random): string {
  const file = someFile(place, random);
  writeFileSync(file, mutateJson(readPlain(file), random));
  return `changed the document ${path.basename(file)}`;
}

function mutateFile(place: LibraryPlace, random: Random): string {
  const file = someFile(place, random);
  const old = readPlain(file);
  const name = path.basename(file);
  switch (random.below(5)) {
    case 0:
      writeFileSync(file, '');
      return `emptied ${name}`;
    case 1:
      appendFileSync(file, old);
      return `doubled ${name}`;
    case 2:
      if (!random.once(8)) break;
      // A blob is read to its end, whatever it claims.
      enlarge(file, name.includes('.') ? 3 * 2 ** 30 : 21 * 2 ** 20);
      return `made ${name} huge`;
    default:
  }
  writeFileSync(file, mutateBytes(old, random));
  return `changed bytes of ${name}`;
}

/** Holes take no room. */
function enlarge(file: string, size: number): void {
  const descriptor = openSync(file, 'r+');
  ftruncateSync(descriptor, size);
  closeSync(descriptor);
}

function leaveOver({ store, beside }: LibraryPlace, random: Random): string {
  const folder = random.pick(['blobs/sha256', 'blobs', 'layerscope', '']);
  const name = random.pick([
    '.layerscope-0b0e.part',
    '.layerscope-.part',
    'lock.0b0e.part',
    'lock.0b0e.takeover',
  ]);
  const left = path.join(store, folder, name);
  const kind = random.below(3);
  if (kind === 0) mkdirSync(path.join(left, 'inner'), { recursive: true });
  else if (kind === 1) symlinkSync(path.join(beside, random.pick(['file', 'folder'])), left);
  else writeFileSync(left, random.bytes(random.below(50)));
  const old = new Date(2020, 1, 1);
  if (kind === 2) utimesSync(left, old, old);
  return `left ${folder}/${name} over`;
}

const folders = ['', 'blobs', 'blobs/sha256', 'layerscope'];

function withoutRights(place: LibraryPlace, random: Random): string {
  const target = random.once(2)
    ? path.join(place.store, random.pick(folders))
    : someFile(place, random);
  const mode = random.pick([0, 0o200, 0o400, 0o500, 0o555]);
  if (lstatSync(target).isSymbolicLink()) throw new Error(`${target} leads elsewhere`);
  chmodSync(target, mode);
  return `gave ${path.relative(place.root, target)} the mode ${mode.toString(8)}`;
}

function replaceFile(place: LibraryPlace, random: Random, pipe: string | null): string {
  const file = someFile(place, random);
  const old = readPlain(file);
  const name = path.basename(file);
  rmSync(file);
  switch (random.below(5)) {
    case 0:
      mkdirSync(path.join(file, 'inner'), { recursive: true });
      return `put a folder in place of ${name}`;
    case 1: {
      // The content is right, and lies elsewhere.
      const moved = path.join(place.beside, `moved-${name}`);
      writeFileSync(moved, old);
      symlinkSync(moved, file);
      return `put a link to the content in place of ${name}`;
    }
    case 2:
      if (pipe === null) break;
      linkSync(pipe, file);
      return `put a pipe in place of ${name}`;
    case 3: {
      // The time of a file that is kept of the layers says when it was used last.
      if (file.startsWith(place.cache)) break;
      const outside = path.join(place.beside, 'hard');
      writeFileSync(outside, old);
      linkSync(outside, file);
      return `gave ${name} a name elsewhere`;
    }
    default:
  }
  const target = oddTarget(place, name, random);
  symlinkSync(target, file);
  return `put a link to ${target} in place of ${name}`;
}

function oddTarget({ beside }: LibraryPlace, name: string, random: Random): string {
  return random.pick([
    path.join(beside, 'file'),
    path.join(beside, 'folder'),
    path.join(beside, 'nothing'),
    '../beside/file',
    name,
    '..',
    '/dev/zero',
    '/dev/null',
  ]);
}

function replaceFolder(place: LibraryPlace, random: Random): string {
  const name = random.pick(['blobs', 'blobs/sha256', 'layerscope', 'layerscope/quarantine']);
  const folder = path.join(place.store, name);
  if (name.endsWith('quarantine')) mkdirSync(folder, { recursive: true });
  const moved = path.join(place.beside, 'moved');
  renameSync(folder, moved);
  switch (random.below(4)) {
    case 0:
      writeFileSync(folder, 'no folder');
      return `put a file in place of ${name}`;
    case 1:
      symlinkSync(path.join(place.beside, random.pick(['folder', 'nothing'])), folder);
      return `put a link to something else in place of ${name}`;
    case 2:
      mkdirSync(folder);
      return `emptied ${name}`;
    default:
      symlinkSync(random.once(2) ? moved : path.relative(path.dirname(folder), moved), folder);
      return `moved ${name} away and left a link`;
  }
}

function addStranger({ store, beside }: LibraryPlace, random: Random): string {
  const folder = random.pick(['blobs/sha256', 'blobs/sha512', 'blobs/__proto__', 'blobs', '']);
  mkdirSync(path.join(store, folder), { recursive: true });
  const names = [
    Buffer.from('\u001B[31mred\n'),
    Buffer.from([0xff, 0xfe, 0x41]),
    Buffer.from('n'.repeat(255)),
    Buffer.from('__proto__'),
    Buffer.from('A'.repeat(64)),
    Buffer.from('0'.repeat(64)),
    Buffer.from('constructor'),
    Buffer.from('index.json '),
  ];
  const at = Buffer.concat([Buffer.from(`${path.join(store, folder)}/`), random.pick(names)]);
  const kind = random.below(3);
  if (kind === 0) mkdirSync(at);
  else if (kind === 1) symlinkSync(path.join(beside, 'file'), at);
  else writeFileSync(at, random.once(2) ? '{"schemaVersion":2,"layers":[]}' : random.bytes(40));
  return `added a stranger to ${folder === '' ? '.' : folder}`;
}

function spoilLock(place: LibraryPlace, random: Random): string {
  const lock = path.join(place.store, 'layerscope', 'lock');
  const token = '00000000-0000-4000-8000-000000000000';
  switch (random.below(6)) {
    case 0:
      mkdirSync(path.join(lock, 'inner'), { recursive: true });
      return 'put a folder in place of the lock';
    case 1:
      symlinkSync(oddTarget(place, 'lock', random), lock);
      return 'put a link in place of the lock';
    case 2:
      writeFileSync(lock, JSON.stringify({ token, host: 'elsewhere', pid: 1, started: '' }));
      return 'locked from another machine';
    case 3:
      writeFileSync(lock, '{"token":');
      enlarge(lock, random.once(2) ? 3 * 2 ** 30 : 100);
      return 'put a lock there that is none';
    case 4: {
      const hostile = { token: '../../../beside/file', host: '', pid: -1, started: '' };
      writeFileSync(lock, JSON.stringify(hostile));
      return 'put a lock there with a path as its token';
    }
    default:
      writeFileSync(lock, random.bytes(random.below(200)));
      return 'put a lock of any bytes there';
  }
}

function removeOne(place: LibraryPlace, random: Random): string {
  const target = random.once(4)
    ? path.join(place.store, random.pick(['blobs', 'blobs/sha256', 'layerscope']))
    : someFile(place, random);
  lstatSync(target);
  rmSync(target, { recursive: true });
  return `removed ${path.relative(place.root, target)}`;
}
