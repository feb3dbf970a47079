import { expect, test } from 'vitest';
import type { ConfigValue } from '../../../shared/model/comparison.ts';
import { valueLines } from '../../../renderer/features/compare/value-lines.ts';

function texts(key: string, value: ConfigValue, other: ConfigValue = null) {
  return valueLines({ key, a: value, b: other }).a?.map(({ pieces }) =>
    pieces.map(({ text }) => text).join(''),
  );
}

test('commands stand as a shell would be given them, other lists one part to a line', () => {
  expect(texts('Cmd', ['node', 'it is'])).toEqual(["node 'it is'"]);
  expect(texts('ExposedPorts', ['80/tcp', '90/udp'])).toEqual(['80/tcp', '90/udp']);
});

test('search paths are taken apart, addresses and times are not', () => {
  expect(texts('PATH', '/usr/bin:/bin')).toEqual(['/usr/bin', '/bin']);
  expect(texts('PYTHONPATH', '$HOME/bin::./x')).toEqual(['$HOME/bin', '', './x']);
  expect(texts('URL', 'https://example.org:80')).toEqual(['https://example.org:80']);
  expect(texts('created', '2025-06-01T00:00:00Z')).toEqual(['2025-06-01T00:00:00Z']);
});

test('times of a health check are seconds', () => {
  expect(texts('Healthcheck.Interval', '30000000000')).toEqual(['30 s']);
  expect(texts('Healthcheck.Interval', 'soon')).toEqual(['soon']);
});

test('of search paths the parts that the other side lacks are marked', () => {
  const { a, b } = valueLines({ key: 'PATH', a: '/a:/b:/c', b: '/a:/x:/c:/d' });
  expect(a?.map(({ lacking }) => lacking)).toEqual([false, true, false]);
  expect(b?.map(({ lacking }) => lacking)).toEqual([false, true, false, true]);
});

test('single lines are compared word by word, and a value alone is not marked', () => {
  const { a, b } = valueLines({ key: 'User', a: 'app one', b: 'app two' });
  expect(a?.[0]?.pieces.at(-1)).toEqual({ text: 'one', differs: true });
  expect(b?.[0]?.pieces.at(-1)).toEqual({ text: 'two', differs: true });
  const alone = valueLines({ key: 'User', a: null, b: 'app' });
  expect(alone.a).toBeNull();
  expect(alone.b).toEqual([{ pieces: [{ text: 'app', differs: false }], lacking: false }]);
});
