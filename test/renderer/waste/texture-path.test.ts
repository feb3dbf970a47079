import { describe, expect, test } from 'vitest';
import { causeLooks } from '../../../renderer/features/waste/cause-looks.ts';
import { pathBelow } from '../../../renderer/features/waste/path-below.ts';
import { texturePath } from '../../../renderer/features/waste/texture-path.ts';
import type { Texture } from '../../../renderer/features/waste/texture-path.ts';
import { hiddenCauses } from '../../../shared/model/waste.ts';

const area = { x: 103.5, y: 17, width: 61, height: 14 };
const textures: readonly Texture[] = ['rising', 'falling', 'crossed', 'level', 'upright', 'dots'];

/** Both ends of each stroke of a path. */
function ends(path: string): readonly (readonly [number, number])[] {
  const strokes = path.matchAll(/M(\S+) ([^hvLM]+)(?:h([\d.]+)|v([\d.]+)|L(\S+) ([^M]+))/g);
  return [...strokes].flatMap(([, x, y, right, down, toX, toY]) => {
    const [fromX, fromY] = [Number(x), Number(y)];
    const end: readonly [number, number] =
      toX === undefined
        ? [fromX + Number(right ?? 0), fromY + Number(down ?? 0)]
        : [Number(toX), Number(toY)];
    return [[fromX, fromY] as const, end];
  });
}

describe.each(textures)('%s', (texture) => {
  test('stays inside of its area and fills it', () => {
    const found = ends(texturePath(texture, area));
    expect(found.length).toBeGreaterThan(5);
    for (const [x, y] of found) {
      expect(x).toBeGreaterThanOrEqual(area.x - 1e-9);
      expect(x).toBeLessThanOrEqual(area.x + area.width + 1e-9);
      expect(y).toBeGreaterThanOrEqual(area.y - 1e-9);
      expect(y).toBeLessThanOrEqual(area.y + area.height + 1e-9);
    }
    const widest = Math.max(...found.map(([x]) => x));
    expect(widest).toBeGreaterThan(area.x + area.width - 8);
  });
});

test('no two causes look the same, whatever their colours', () => {
  const signs = hiddenCauses.map((cause) => causeLooks[cause].icon);
  expect(new Set(signs).size).toBe(hiddenCauses.length);
  const looks = hiddenCauses.map(
    (cause) => `${causeLooks[cause].tone} ${causeLooks[cause].texture}`,
  );
  expect(new Set(looks).size).toBe(hiddenCauses.length);
});

test('a path is called as it is inside of its folder', () => {
  expect(pathBelow('usr/lib/a', 'usr')).toBe('lib/a');
  expect(pathBelow('usr/lib/a', '')).toBe('/usr/lib/a');
  expect(pathBelow('usr2/a', 'usr')).toBe('/usr2/a');
});
