import { randomNumber, randomPath } from './hostile-values.ts';
import type { Random } from './random.ts';

/** The text of a JSON document with something in it changed, or its text spoiled. Other bytes come back as they are. */
export function mutateJson(bytes: Uint8Array, random: Random): Uint8Array {
  let document: unknown;
  try {
    document = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return bytes;
  }
  for (let times = random.below(3); times >= 0; times--) document = changed(document, random, 0);
  const text = JSON.stringify(document) ?? 'null';
  return Buffer.from(random.once(8) ? spoiled(text, random) : text);
}

function changed(value: unknown, random: Random, depth: number): unknown {
  const isLeaf = typeof value !== 'object' || value === null;
  if (isLeaf || random.below(4 + depth) === 0)
    return random.once(3) ? value : oddValue(random, value);
  if (Array.isArray(value)) return changedList(value, random, depth);
  const fields = Object.entries(value);
  if (fields.length === 0 || random.once(10)) {
    return Object.fromEntries([...fields, [random.pick(oddKeys), oddValue(random, value)]]);
  }
  const [key, old] = random.pick(fields);
  if (random.once(10)) return Object.fromEntries(fields.filter(([each]) => each !== key));
  const next = changed(old, random, depth + 1);
  return Object.fromEntries(fields.map((field) => (field[0] === key ? [key, next] : field)));
}

function changedList(list: readonly unknown[], random: Random, depth: number): unknown {
  if (list.length === 0) return [oddValue(random, list)];
  const place = random.below(list.length);
  switch (random.below(5)) {
    case 0:
      return list.filter((_, at) => at !== place);
    case 1:
      return [...list, list[place]];
    case 2:
      return list.toReversed();
    default:
      return list.map((each, at) => (at === place ? changed(each, random, depth + 1) : each));
  }
}

const oddKeys = [
  '__proto__',
  'constructor',
  '',
  'manifests',
  'layers',
  'config',
  'digest',
  'platform',
];

function oddValue(random: Random, old: unknown): unknown {
  switch (random.below(12)) {
    case 0:
      return null;
    case 1:
      return [];
    case 2:
      return {};
    case 3:
      return randomNumber(random) - (random.once(2) ? 2 ** 40 : 0);
    case 4:
      return 1e300;
    case 5:
      return randomPath(random);
    case 6:
      return '../../../../etc/passwd';
    case 7:
      return `sha256:${'0'.repeat(64)}`;
    case 8:
      return [old, old];
    case 9:
      return { old };
    case 10:
      return '\u0000\uD800';
    default:
      return random.once(2);
  }
}

function spoiled(text: string, random: Random): string {
  const at = random.below(text.length);
  switch (random.below(5)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return `\uFEFF${text}`;
    case 2:
      return `${'['.repeat(random.below(20_000))}${text}`;
    case 3:
      return text.slice(0, at) + text.slice(at + 1);
    default:
      return `${text}${text}`;
  }
}
