import { afterEach, describe, expect, test } from 'vitest';
import { controlContract } from '../../shared/contract/control.ts';
import type { ControlContract } from '../../shared/contract/control.ts';
import { failureOf } from '../../shared/contract/frames.ts';
import type { Implementation } from '../../shared/contract/method.ts';
import { serve } from '../../shared/contract/rpc.ts';
import { startEngineHost } from '../../electron/main/engine-host.ts';
import type { EngineProcess, EngineRestart } from '../../electron/main/engine-host.ts';
import { createGrants } from '../../electron/main/grants.ts';
import { portPair } from '../contract/node-port.ts';

/** An engine that opens nothing, but is asked as a real one is: through ports, by the contract. */
class Launched {
  readonly opened: string[] = [];
  readonly windows: string[] = [];
  readonly process: EngineProcess<string>;
  killed = false;
  readonly #exits: ((code: number) => void)[] = [];
  readonly #close: () => void;

  constructor(stops: boolean) {
    const [near, far] = portPair();
    const implementation: Implementation<ControlContract> = {
      'source.open': ({ path }) => void this.opened.push(path),
      'source.close': () => {},
      'entry.save': () => ({ bytes: 0 }),
      'library.import': () => {
        throw new Error('not asked for here');
      },
      'entry.name': () => '',
      'comparison.save': () => ({ bytes: 0 }),
      'comparison.name': () => '',
      'review.save': () => ({ bytes: 0 }),
      'review.name': () => '',
      'export.run': () => ({ kind: 'conflicts', count: 0, names: [] }),
      'export.name': () => ({ name: '', isFolder: false }),
      'export.allow': () => {},
      'engine.stop': () => {
        if (stops) setTimeout(() => this.exit(0), 5);
      },
    };
    const server = serve(controlContract, implementation, far, () => {});
    server.emit('ready', { pid: 1 });
    this.#close = server.close;
    this.process = {
      control: near,
      connectWindow: (port) => void this.windows.push(port),
      onExit: (handler) => void this.#exits.push(handler),
      kill: () => {
        this.killed = true;
        this.exit(137);
      },
    };
  }

  exit(code: number): void {
    this.#close();
    for (const handler of this.#exits.splice(0)) handler(code);
  }
}

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

function start(answersStop = true) {
  const launched: Launched[] = [];
  const restarts: EngineRestart[] = [];
  const grants = createGrants();
  const events: string[] = [];
  const host = startEngineHost<string>({
    launch: () => {
      const next = new Launched(answersStop);
      launched.push(next);
      return next.process;
    },
    opened: grants.all,
    log: { write: (_level, event) => void events.push(event) },
  });
  host.onRestart((restart) => restarts.push(restart));
  stops.push(host.stop);
  return { host, launched, restarts, grants, events };
}

describe('an engine that crashes', () => {
  test('is started again and opens again what was open', async () => {
    const { host, launched, restarts, grants } = start();
    const grant = grants.issue('/a.tar');
    await host.call('source.open', { grant, path: '/a.tar' });
    grants.issue('/b.tar');
    launched[0]?.exit(9);
    const failure = await host.call('source.close', { grant }).catch(failureOf);
    expect(failure).toEqual({ code: 'engine-stopped', values: {} });
    expect(host.connectWindow('between')).toBe(false);
    await expect.poll(() => restarts).toEqual([{ times: 1, reopening: true }]);
    await expect.poll(() => launched[1]?.opened).toEqual(['/a.tar', '/b.tar']);
    expect(host.connectWindow('after')).toBe(true);
    expect(launched.map(({ windows }) => windows)).toEqual([[], ['after']]);
  });

  test('again and again opens nothing any more', async () => {
    const { launched, restarts, grants } = start();
    grants.issue('/bad.tar');
    for (let times = 1; times <= 3; times += 1) {
      await expect.poll(() => launched.length).toBe(times);
      launched[times - 1]?.exit(9);
      await expect.poll(() => restarts.length).toBe(times);
    }
    expect(restarts.map(({ reopening }) => reopening)).toEqual([true, true, false]);
    expect(launched[3]?.opened).toEqual([]);
  });

  test('is not started again once the program ends', async () => {
    const { host, launched } = start();
    launched[0]?.exit(9);
    await host.stop();
    await new Promise((resolve) => {
      setTimeout(resolve, 200);
    });
    expect(launched).toHaveLength(1);
  });
});

describe('at the end', () => {
  test('the engine is asked to stop', async () => {
    const { host, launched, events } = start();
    await host.stop();
    expect(launched.map(({ killed }) => killed)).toEqual([false]);
    expect(events).not.toContain('engine-crashed');
  });

  test('an engine that does not answer is killed', async () => {
    const { host, launched } = start(false);
    await host.stop();
    expect(launched.map(({ killed }) => killed)).toEqual([true]);
  });
});
