import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { limits } from '../../../electron/engine/bytes/limits.ts';
import { nodeMatcher, foundMatcher } from '../../../electron/engine/view/name-match.ts';
import type { Pattern } from '../../../electron/engine/view/pattern-match.ts';
import { PatternThread } from '../../../electron/engine/worker/pattern-thread.ts';
import { directory, file, unionTree } from '../../fixtures/layer-index.ts';

const script = path.resolve(import.meta.dirname, '../../../dist/engine/worker.js');

function thread(): PatternThread {
  const made = new PatternThread(pathToFileURL(script));
  onTestFinished(() => made.stop());
  return made;
}

const hostileName = `${'a'.repeat(40)}!`;
const tree = unionTree([
  directory('usr'),
  file('usr/libc.so', ''),
  file('usr/lib/Ünï.so.6', ''),
  file('readme', ''),
]);
const hostile = unionTree([file('early', ''), file(hostileName, ''), file('late', '')]);
const forever: Pattern = { text: '(a+)+$|early|late', mode: 'regex' };

const patterns: readonly Pattern[] = [
  { text: '\\.so', mode: 'regex' },
  { text: 'usr/.*\\.so', mode: 'regex' },
  { text: '^Ü', mode: 'regex' },
  { text: '*.so*', mode: 'glob' },
  { text: '**/lib/*', mode: 'glob' },
  { text: '/usr/*', mode: 'glob' },
];

describe.skipIf(!existsSync(script))('a thread for patterns (built by "npm run build")', () => {
  test.each(patterns)('finds with $mode $text what is found without it', async (pattern) => {
    const { found, whole } = await thread().match(tree, pattern);
    const matches = foundMatcher(tree, pattern, found);
    const expected = nodeMatcher(tree, { text: pattern.text, textMode: pattern.mode });
    const nodes = Array.from({ length: tree.nodeCount - 1 }, (_, at) => at + 1);
    expect(nodes.filter(matches)).toEqual(nodes.filter((node) => expected?.(node)));
    expect(nodes.filter(matches)).not.toEqual([]);
    expect(whole).toBe(true);
  });

  test('says what is no pattern, and goes on', async () => {
    const made = thread();
    await expect(made.match(tree, { text: '(', mode: 'regex' })).rejects.toThrow('pattern-invalid');
    expect((await made.match(tree, patterns[0]!)).whole).toBe(true);
  });

  test('is ended when a pattern takes too long, and started again for the next', async () => {
    const made = thread();
    const begin = performance.now();
    const { found, whole } = await made.match(hostile, forever);
    const took = performance.now() - begin;
    expect(whole).toBe(false);
    expect(took).toBeGreaterThan(limits.patternTime * 0.9);
    expect(took).toBeLessThan(limits.patternTime + 2000);
    // What was found before it got stuck is known all the same.
    const matches = foundMatcher(hostile, forever, found);
    expect([1, 2, 3].map(matches)).toEqual([true, false, false]);
    expect((await made.match(hostile, { text: 'late', mode: 'regex' })).whole).toBe(true);
  });

  test('is given its time from when it begins, however long its thread takes to start', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'layerscope-thread-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const late = path.join(folder, 'late.mjs');
    const url = pathToFileURL(script).href;
    const time = 500;
    const wait = `setTimeout(() => void import(${JSON.stringify(url)}), ${time * 2});`;
    writeFileSync(late, wait);
    const made = new PatternThread(pathToFileURL(late), time);
    onTestFinished(() => made.stop());
    expect((await made.match(tree, patterns[0]!)).whole).toBe(true);
    expect((await made.match(hostile, forever)).whole).toBe(false);
  });

  test('gives up at once what nobody waits for any more', async () => {
    const made = thread();
    const controller = new AbortController();
    const running = made.match(hostile, forever, controller.signal);
    const next = made.match(hostile, { text: 'late', mode: 'glob' });
    const begin = performance.now();
    setTimeout(() => controller.abort(), 200);
    await expect(running).rejects.toThrow('cancelled');
    expect((await next).whole).toBe(true);
    expect(performance.now() - begin).toBeLessThan(limits.patternTime - 500);
  });

  test('is given the paths of a few trees, and those that it has forgotten once more', async () => {
    const made = thread();
    const trees = Array.from({ length: 6 }, (_, at) => unionTree([file(`only-${at}`, '')]));
    for (const at of [0, 1, 2, 3, 4, 5, 0, 5, 1]) {
      const pattern: Pattern = { text: `only-${at}$`, mode: 'regex' };
      const { found } = await made.match(trees[at]!, pattern);
      expect(foundMatcher(trees[at]!, pattern, found)(1)).toBe(true);
    }
  });

  test('rejects everything once it is stopped', async () => {
    const made = new PatternThread(pathToFileURL(script));
    const running = made.match(hostile, forever);
    await made.stop();
    await expect(running).rejects.toThrow('cancelled');
    await expect(made.match(tree, patterns[0]!)).rejects.toThrow('cancelled');
  });
});
