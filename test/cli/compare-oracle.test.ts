import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { changeReasons } from '../../shared/model/change.ts';
import { builtImages } from '../fixtures/built-images.ts';
import { runProgram } from './run-program.ts';

const archives = builtImages('python-app-1.tar', 'python-app-2.tar');
const reason = archives === null ? 'the images are not here' : missing();
if (reason !== null) console.warn(`What compare says is not held against other tools: ${reason}.`);

describe.skipIf(reason !== null)('two builds of one image', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'layerscope-oracle-'));
  const roots = { a: path.join(folder, 'a', 'files'), b: path.join(folder, 'b', 'files') };
  let known: ComparisonJson | null = null;

  beforeAll(() => {
    unpack('python-app-1.tar', 'a');
    unpack('python-app-2.tar', 'b');
    return () => rmSync(folder, { recursive: true, force: true });
  }, 600_000);

  async function compared(): Promise<ComparisonJson> {
    if (known !== null) return known;
    const [a = '', b = ''] = ['python-app-1.tar', 'python-app-2.tar'].map((name) =>
      path.join(archives ?? '', name),
    );
    const { stdout } = await runProgram('compare', '--json', a, b);
    const value: ComparisonJson = JSON.parse(stdout);
    known = value;
    return value;
  }

  function unpack(name: string, side: 'a' | 'b'): void {
    const layout = path.join(folder, side, 'layout');
    const from = `docker-archive:${path.join(archives ?? '', name)}`;
    run('mkdir', path.join(folder, side));
    run('skopeo', '--insecure-policy', 'copy', '-q', from, `oci:${layout}:it`);
    run('umoci', 'raw', 'unpack', '--image', `${layout}:it`, roots[side]);
  }

  test(
    'differ in the contents that diff finds, and in no other',
    { timeout: 120_000 },
    async () => {
      const { files } = await compared();
      // 1 says that there are differences.
      const lines = run('diff', '-rq', '--no-dereference', roots.a, roots.b).trim().split('\n');
      const theirs = lines.flatMap((line) => {
        const found = /^(?:Files|Symbolic links) (.*) and .* differ$/.exec(line);
        return found === null ? [] : [path.relative(roots.a, found[1] ?? '')];
      });
      const ours = files.filter(({ reasons }) =>
        reasons.some((each) => each === 'content' || each === 'link'),
      );
      expect(theirs.length).toBeGreaterThan(10);
      expect(ours.map((each) => each.path).toSorted()).toEqual(theirs.toSorted());
    },
  );

  test('differ in the paths and attributes that find lists', { timeout: 120_000 }, async () => {
    const { files, counts } = await compared();
    const [a, b] = [attributes(roots.a), attributes(roots.b)];
    const contents = new Map(files.map((each) => [each.path, each.reasons]));
    const theirs: string[] = [];
    let same = 0;
    for (const each of new Set([...a.keys(), ...b.keys()])) {
      const said = contents.get(each)?.includes('content') === true;
      const difference = differenceOf(a.get(each), b.get(each), said);
      if (difference === '') same++;
      else theirs.push(`${each} ${difference}`);
    }
    const ours = files.flatMap((each) => {
      // find does not list extended attributes.
      const reasons = each.reasons.filter((one) => one !== 'xattr');
      const words = [each.change, ...reasons].join(' ');
      if (each.change === 'modified' && reasons.length === 0) return [];
      if (each.change !== 'moved') return [`${each.path} ${words}`];
      return [`${each.pathA} removed`, `${each.path} added`];
    });
    expect(ours.length).toBeGreaterThan(100);
    expect(ours.toSorted()).toEqual(theirs.toSorted());
    expect(counts.unchanged).toBe(same);
  });

  test('differ in the packages that dpkg lists', { timeout: 120_000 }, async () => {
    const { packages } = await compared();
    const [a, b] = [packagesIn(roots.a), packagesIn(roots.b)];
    const theirs = [...new Set([...a.keys(), ...b.keys()])].flatMap((name) => {
      const versions = [a.get(name) ?? null, b.get(name) ?? null];
      return versions[0] === versions[1] ? [] : [{ name, a: versions[0], b: versions[1] }];
    });
    const ours = packages
      .filter(({ manager }) => manager === 'dpkg')
      .map((each) => ({ name: each.name, a: each.a, b: each.b }));
    expect(theirs.length).toBeGreaterThan(3);
    expect(ours.toSorted(byName)).toEqual(theirs.toSorted(byName));
  });
});

interface ComparisonJson {
  readonly files: readonly {
    readonly path: string;
    readonly pathA?: string;
    readonly change: string;
    readonly reasons: readonly string[];
  }[];
  readonly packages: readonly {
    readonly manager: string;
    readonly name: string;
    readonly a: string | null;
    readonly b: string | null;
  }[];
  readonly counts: { readonly unchanged: number };
}

interface Attributes {
  readonly type: string;
  readonly mode: string;
  readonly owner: string;
  readonly bytes: string;
  readonly seconds: string;
  readonly link: string;
}

/** Every path of a folder with what find says of it. */
function attributes(root: string): ReadonlyMap<string, Attributes> {
  const format = String.raw`%P\0%y\0%m\0%U:%G\0%s\0%T@\0%l\0`;
  const fields = run('find', root, '-mindepth', '1', '-printf', format).split('\0');
  const found = new Map<string, Attributes>();
  for (let at = 0; at + 6 < fields.length; at += 7) {
    const [name = '', type = '', mode = '', owner = '', bytes = '', seconds = '', link = ''] =
      fields.slice(at, at + 7);
    found.set(name, { type, mode, owner, bytes, seconds, link });
  }
  return found;
}

/**
 * The difference in the words of compare. The time of a folder counts only where something else of it differs, and the
 * mode of a symbolic link not at all; whether contents of one size differ is what diff was asked for.
 */
function differenceOf(
  a: Attributes | undefined,
  b: Attributes | undefined,
  contentDiffers: boolean,
): string {
  if (a === undefined) return 'added';
  if (b === undefined) return 'removed';
  const reasons = new Set<string>();
  const isFile = a.type === 'f' && b.type === 'f';
  if (a.type !== b.type) reasons.add('type');
  if (isFile && (a.bytes !== b.bytes || contentDiffers)) reasons.add('content');
  if (a.mode !== b.mode && (a.type !== 'l' || b.type !== 'l')) reasons.add('mode');
  if (a.owner !== b.owner) reasons.add('owner');
  if (a.type === 'l' && b.type === 'l' && a.link !== b.link) reasons.add('link');
  const timesCount = b.type !== 'd' || reasons.size > 0;
  if (timesCount && Number(a.seconds) !== Number(b.seconds)) reasons.add('mtime');
  const inOrder = changeReasons.filter((each) => reasons.has(each));
  return inOrder.length === 0 ? '' : ['modified', ...inOrder].join(' ');
}

/** The version of every installed package of a root. */
function packagesIn(root: string): ReadonlyMap<string, string> {
  const admin = `--admindir=${path.join(root, 'var/lib/dpkg')}`;
  const format = '${db:Status-Status}\t${Package}\t${Version}\n';
  const lines = run('dpkg-query', admin, '-W', '-f', format).trim().split('\n');
  return new Map(
    lines.flatMap((line) => {
      const [state = '', name = '', version = ''] = line.split('\t');
      return state === 'installed' ? [[name, version] as const] : [];
    }),
  );
}

function byName(one: { readonly name: string }, other: { readonly name: string }): number {
  return one.name < other.name ? -1 : 1;
}

function run(tool: string, ...args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(tool, [...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  });
  const worked = status === 0 || (tool === 'diff' && status === 1);
  if (!worked) throw new Error(`${tool} failed: ${error?.message ?? stderr}`);
  return stdout;
}

/** Why nothing can be compared, or null. */
function missing(): string | null {
  if (process.getuid?.() !== 0) return 'only root can unpack owners and devices';
  const tool = ['skopeo', 'umoci', 'diff', 'find', 'dpkg-query'].find(
    (name) => spawnSync(name, ['--version']).error,
  );
  return tool === undefined ? null : `${tool} is not installed`;
}
