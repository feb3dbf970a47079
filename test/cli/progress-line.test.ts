import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ProgressLine } from '../../electron/cli/progress-line.ts';
import { TestStream } from './run-program.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

describe('on a terminal', () => {
  test('nothing is said of work that is done soon', () => {
    const stream = new TestStream(80);
    const line = new ProgressLine(stream, false);
    line.begin('reading layers');
    line.report(1, 10);
    vi.advanceTimersByTime(300);
    line.report(9, 10);
    line.clear();
    expect(stream.text).toBe('');
  });

  test('one line says how far longer work is, now and then, and goes when it is done', () => {
    const stream = new TestStream(80);
    const line = new ProgressLine(stream, false);
    line.begin('verifying');
    vi.advanceTimersByTime(500);
    line.report(500_000, 2_000_000);
    line.report(600_000, 2_000_000);
    vi.advanceTimersByTime(200);
    line.report(700_000, null);
    line.clear();
    line.clear();
    expect(stream.text).toBe(
      '\r' +
        'verifying: 25 %  500 kB of 2 MB\u001b[K' +
        '\r' +
        'verifying: 700 kB\u001b[K' +
        '\r\u001b[K',
    );
  });

  test('it never wraps', () => {
    const stream = new TestStream(12);
    const line = new ProgressLine(stream, false);
    line.begin('verifying');
    vi.advanceTimersByTime(500);
    line.report(1, 2);
    expect(stream.text).toBe('\rverifying: \u001b[K');
  });
});

test('it is silent when asked to be, and where there is no terminal', () => {
  for (const [stream, quiet] of [
    [new TestStream(80), true],
    [Object.assign(new TestStream(80), { isTTY: false }), false],
  ] as const) {
    const line = new ProgressLine(stream, quiet);
    line.begin('verifying');
    vi.advanceTimersByTime(5000);
    line.report(1, 2);
    line.clear();
    expect(stream.text).toBe('');
  }
});
