import * as v from 'valibot';
import { afterEach, describe, expect, test } from 'vitest';
import { CallError } from '../../shared/contract/frames.ts';
import { method } from '../../shared/contract/method.ts';
import type { Implementation } from '../../shared/contract/method.ts';
import { connect, serve } from '../../shared/contract/rpc.ts';
import { portPair, rawPair } from './node-port.ts';

const contract = {
  methods: {
    add: method<number>()(v.strictObject({ left: v.number(), right: v.number() })),
    wait: method<string>()(v.strictObject({})),
    fail: method<void>()(v.strictObject({ how: v.string() })),
    echo: method<Uint8Array>()(v.strictObject({ bytes: v.instance(Uint8Array) })),
    uncloneable: method<unknown>()(v.strictObject({})),
  },
  events: undefined as unknown as { readonly tick: { readonly count: number } },
};

const aborted: string[] = [];
const reports: [string, unknown][] = [];
const open: { close: () => void }[] = [];

afterEach(() => {
  for (const one of open.splice(0)) one.close();
  aborted.length = 0;
  reports.length = 0;
});

const implementation: Implementation<typeof contract> = {
  add: ({ left, right }) => left + right,
  wait: async (_argument, signal) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        aborted.push('wait');
        reject(new DOMException('aborted', 'AbortError'));
      });
    }),
  fail: ({ how }) => {
    if (how === 'call-error') throw new CallError('not-found', { name: 'a.tar' });
    if (how === 'carried') {
      throw Object.assign(new Error('x'), { failure: { code: 'disk-full', values: {} } });
    }
    if (how === 'odd-values') {
      throw Object.assign(new Error('x'), { failure: { code: 'disk-full', values: { path: {} } } });
    }
    if (how === 'odd-code') {
      throw Object.assign(new Error('x'), { failure: { code: 'made-up', values: {} } });
    }
    if (how === 'errno') throw Object.assign(new Error('/secret/path'), { code: 'ENOENT' });
    throw new Error('/secret/path');
  },
  echo: ({ bytes }) => bytes,
  uncloneable: () => () => 1,
};

function start() {
  const [near, far] = portPair();
  const server = serve(contract, implementation, far, (name, thrown) => {
    reports.push([name, thrown]);
  });
  const client = connect(contract, near);
  open.push(client, server);
  // What the types forbid, a hijacked page could still send.
  const callAnything: (name: string, argument: unknown) => Promise<unknown> = client.call as never;
  return { client, server, callAnything };
}

async function settled(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (value) => ({ value }),
    (error: unknown) => (error instanceof CallError ? error.failure : error),
  );
}

describe('calls', () => {
  test('answer with the result, out of order where need be', async () => {
    const { client } = start();
    const slow = settled(client.call('wait', {}));
    expect(await client.call('add', { left: 2, right: 3 })).toBe(5);
    expect(await client.call('echo', { bytes: Uint8Array.of(0, 255) })).toEqual(
      Uint8Array.of(0, 255),
    );
    client.close();
    expect(await slow).toEqual({ code: 'engine-stopped', values: {} });
  });

  test('refuse wrong arguments before the implementation sees them, and say where but not what', async () => {
    const { callAnything } = start();
    const wrong: unknown[] = [
      { left: 1 },
      { left: 1, right: 'secret' },
      { left: 1, right: 2, more: 3 },
      null,
      'text',
      [1, 2],
      Object.defineProperty({ left: 1, right: 2 }, '__proto__', { value: 1, enumerable: true }),
    ];
    for (const argument of wrong) {
      const failure = await settled(callAnything('add', argument));
      expect(failure).toMatchObject({ code: 'arguments-invalid', values: { method: 'add' } });
      expect(JSON.stringify(failure)).not.toContain('secret');
    }
    expect(reports).toEqual([]);
  });

  test('refuse names that the contract does not have, inherited ones included', async () => {
    const { callAnything } = start();
    for (const name of ['subtract', '__proto__', 'constructor', 'toString', 'hasOwnProperty', '']) {
      expect(await settled(callAnything(name, {}))).toMatchObject({
        code: 'arguments-invalid',
      });
    }
  });

  test('fail with the failure that was thrown; other errors are reported here and not told there', async () => {
    const { client } = start();
    const failures = [];
    for (const how of ['call-error', 'carried', 'odd-values', 'odd-code', 'errno', 'other']) {
      failures.push(await settled(client.call('fail', { how })));
    }
    expect(failures).toEqual([
      { code: 'not-found', values: { name: 'a.tar' } },
      { code: 'disk-full', values: {} },
      { code: 'internal', values: {} },
      { code: 'internal', values: {} },
      { code: 'internal', values: {} },
      { code: 'internal', values: {} },
    ]);
    expect(reports.map(([name]) => name)).toEqual(['fail', 'fail', 'fail', 'fail']);
  });

  test('fail when the result cannot be copied', async () => {
    const { client } = start();
    expect(await settled(client.call('uncloneable', {}))).toEqual({ code: 'internal', values: {} });
    expect(await client.call('add', { left: 1, right: 1 })).toBe(2);
  });

  test('reject when the argument cannot be copied', async () => {
    const { callAnything } = start();
    expect(await settled(callAnything('add', { left: () => 1, right: 1 }))).toEqual({
      code: 'arguments-invalid',
      values: { method: 'add', at: '' },
    });
    expect(await callAnything('add', { left: 1, right: 1 })).toBe(2);
  });
});

describe('cancelling', () => {
  test('rejects at once and aborts what runs on the other side', async () => {
    const { client } = start();
    const controller = new AbortController();
    const call = settled(client.call('wait', {}, { signal: controller.signal }));
    await client.call('add', { left: 1, right: 1 });
    controller.abort();
    expect(await call).toEqual({ code: 'cancelled', values: {} });
    await client.call('add', { left: 1, right: 1 });
    expect(aborted).toEqual(['wait']);
    expect(reports).toEqual([]);
  });

  test('before the call sends nothing', async () => {
    const { client } = start();
    expect(await settled(client.call('wait', {}, { signal: AbortSignal.abort() }))).toEqual({
      code: 'cancelled',
      values: {},
    });
    await client.call('add', { left: 1, right: 1 });
    expect(aborted).toEqual([]);
  });

  test('after the answer changes nothing', async () => {
    const { client } = start();
    const controller = new AbortController();
    expect(await client.call('add', { left: 1, right: 1 }, { signal: controller.signal })).toBe(2);
    controller.abort();
    expect(await client.call('add', { left: 1, right: 2 })).toBe(3);
  });
});

describe('a port that closes', () => {
  test('at the server rejects open and later calls with engine-stopped', async () => {
    const { client, server } = start();
    const call = settled(client.call('wait', {}));
    await client.call('add', { left: 1, right: 1 });
    server.close();
    const stopped = { code: 'engine-stopped', values: {} };
    expect(await call).toEqual(stopped);
    expect(await settled(client.call('add', { left: 1, right: 1 }))).toEqual(stopped);
    expect(aborted).toEqual(['wait']);
  });

  test('at the client aborts what runs', async () => {
    const { client } = start();
    const call = settled(client.call('wait', {}));
    await client.call('add', { left: 1, right: 1 });
    client.close();
    await call;
    await expect.poll(() => aborted).toEqual(['wait']);
  });

  test('makes emit do nothing', () => {
    const { server } = start();
    server.close();
    expect(() => server.emit('tick', { count: 1 })).not.toThrow();
  });
});

describe('events', () => {
  test('reach every handler in order until it unsubscribes', async () => {
    const { client, server } = start();
    const first: number[] = [];
    const second: number[] = [];
    const stop = client.on('tick', ({ count }) => first.push(count));
    client.on('tick', ({ count }) => second.push(count));
    server.emit('tick', { count: 1 });
    server.emit('tick', { count: 2 });
    await client.call('add', { left: 1, right: 1 });
    stop();
    server.emit('tick', { count: 3 });
    await client.call('add', { left: 1, right: 1 });
    expect({ first, second }).toEqual({ first: [1, 2], second: [1, 2, 3] });
  });
});

describe('frames that no client of ours sends', () => {
  test('are ignored, and what follows is answered', async () => {
    const [raw, far] = rawPair();
    const server = serve(contract, implementation, far, () => {});
    open.push(server, raw);
    const answers: unknown[] = [];
    raw.on('message', (value) => answers.push(value));
    const odd: unknown[] = [
      null,
      1,
      'request',
      [],
      {},
      { kind: 'request' },
      { kind: 'request', id: -1, name: 'add', argument: {} },
      { kind: 'request', id: 1.5, name: 'add', argument: {} },
      { kind: 'request', id: 1, name: 'x'.repeat(65), argument: {} },
      { kind: 'request', id: 1, name: 'add', argument: {}, more: true },
      { kind: 'result', id: 1, value: 1 },
      { kind: 'cancel', id: 99 },
    ];
    for (const frame of odd) raw.postMessage(frame);
    raw.postMessage({ kind: 'request', id: 7, name: 'wait', argument: {} });
    raw.postMessage({ kind: 'request', id: 7, name: 'add', argument: { left: 1, right: 1 } });
    raw.postMessage({ kind: 'request', id: 8, name: 'add', argument: { left: 1, right: 1 } });
    await expect.poll(() => answers).toEqual([{ kind: 'result', id: 8, value: 2 }]);
  });

  test('of a server are ignored by the client', async () => {
    const [raw, near] = rawPair();
    const client = connect(contract, near);
    open.push(client, raw);
    raw.on('message', () => {
      raw.postMessage({ kind: 'result', id: 99, value: 1 });
      raw.postMessage({ kind: 'error', id: 1, failure: { code: 'made-up', values: {} } });
      raw.postMessage('noise');
      raw.postMessage({ kind: 'result', id: 1, value: 4 });
    });
    expect(await client.call('add', { left: 2, right: 2 })).toBe(4);
  });
});
