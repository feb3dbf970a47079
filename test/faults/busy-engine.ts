import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { controlContract } from '../../shared/contract/control.ts';
import type { ControlContract } from '../../shared/contract/control.ts';
import { engineContract } from '../../shared/contract/engine.ts';
import type { EngineContract } from '../../shared/contract/engine.ts';
import { failureOf } from '../../shared/contract/frames.ts';
import type { CallArguments, MethodName, ResultOf } from '../../shared/contract/method.ts';
import { connect } from '../../shared/contract/rpc.ts';
import type { Client } from '../../shared/contract/rpc.ts';
import { emptyQuery } from '../../shared/model/search.ts';
import type { Grant } from '../../shared/model/source.ts';
import { showAll } from '../../shared/model/view.ts';
import type { ViewOptions } from '../../shared/model/view.ts';
import type { Engine } from '../../electron/engine/engine-interface.ts';
import { serveEngine } from '../../electron/engine/serve-engine.ts';
import { portPair } from '../contract/node-port.ts';
import { Random } from '../fuzz/random.ts';

/** How a call ended: `answered`, or the code of its failure. */
export interface Ending {
  readonly name: string;
  readonly code: string;
}

type EngineMethod = MethodName<EngineContract>;

/** One archive that is opened again and again. */
export interface Offered {
  readonly place: string;
  /** What each image must look like, by its key; empty for what is no image. */
  readonly looks: ReadonlyMap<string, string>;
}

interface OpenOne {
  readonly grant: Grant;
  readonly offered: Offered;
}

/** Most calls that are under way at one time. */
const mostAtOnce = 12;

/**
 * Several windows that use one engine at random: the same for the same seed but for the order in which answers come.
 * Nothing is awaited before the next call is made, save when very much is under way.
 */
export class BusyWindows {
  readonly endings: Ending[] = [];
  /** What went wrong inside. */
  readonly reports: string[] = [];
  /** Looks that were not as they must be. */
  readonly wrong: string[] = [];
  readonly #random: Random;
  readonly #offered: readonly Offered[];
  readonly #out: string;
  readonly #server: ReturnType<typeof serveEngine>;
  readonly #control: Client<ControlContract>;
  readonly #windows: Client<EngineContract>[] = [];
  readonly #open: OpenOne[] = [];
  readonly #views: number[] = [];
  readonly #comparisons: number[] = [];
  readonly #underway = new Set<Promise<void>>();
  #written = 0;

  constructor(engine: Engine, offered: readonly Offered[], out: string, seed: number) {
    this.#random = new Random(seed);
    this.#offered = offered;
    this.#out = out;
    mkdirSync(out, { recursive: true });
    this.#server = serveEngine(engine, (method, thrown) => {
      this.reports.push(`${method}: ${thrown instanceof Error ? thrown.stack : String(thrown)}`);
    });
    const [near, far] = portPair();
    this.#server.serveControl(far, () => {});
    this.#control = connect(controlContract, near);
    for (let count = 0; count < 2; count++) this.#windows.push(this.#newWindow());
  }

  /** Does so many things, one after another, without waiting for their answers. */
  async act(steps: number): Promise<void> {
    for (let step = 0; step < steps; step++) {
      this.#step();
      const isFull = this.#underway.size >= mostAtOnce;
      if (this.#random.once(20)) await this.#opened();
      else if (isFull) await Promise.race(this.#underway);
      else if (this.#random.once(3)) await pause(this.#random.below(8));
    }
  }

  /** Waits for every answer, and closes everything that is open. */
  async end(): Promise<void> {
    await Promise.all(this.#underway);
    for (const { grant } of this.#open.splice(0))
      await this.#control.call('source.close', { grant });
    const [window = this.#newWindow()] = this.#windows;
    for (let tries = 0; tries < 200; tries++) {
      if ((await window.call('job.list', {})).length === 0) break;
      await pause(50);
    }
    const jobs = await window.call('job.list', {});
    if (jobs.length > 0) this.wrong.push(`still running: ${JSON.stringify(jobs)}`);
    for (const each of this.#windows) each.close();
    this.#control.close();
  }

  /** Waits until what was to be opened is open, or was not: what is asked before that only fails. */
  async #opened(): Promise<void> {
    const [window = this.#newWindow()] = this.#windows;
    for (let tries = 0; tries < 100; tries++) {
      const sources = await window.call('source.list', {});
      if (sources.every(({ status }) => status !== 'opening')) return;
      await pause(20);
    }
  }

  #newWindow(): Client<EngineContract> {
    const [near, far] = portPair();
    this.#server.serveWindow(far);
    return connect(engineContract, near);
  }

  #step(): void {
    const random = this.#random;
    if (this.#open.length === 0 || random.once(12)) return this.#openOne();
    if (random.once(14)) return this.#closeOne();
    if (random.once(60)) return this.#replaceWindow();
    const { look, ...choice } = this.#image();
    const { grant } = choice;
    const node = random.below(12);
    const layer = random.below(3);
    const entry = { ...choice, layer, node };
    const range = { from: random.below(3) - 1, to: random.below(3) };
    const part = { start: random.below(5), count: random.below(50) };
    const view = this.#number(this.#views);
    const comparison = this.#number(this.#comparisons);
    const destination = path.join(this.#out, `${this.#written++}`);
    const actions: readonly (() => void)[] = [
      () => this.#ask('image.read', choice),
      () => this.#look(choice, look),
      () => this.#look(choice, look),
      () => this.#ask('image.documents', choice),
      () => this.#ask('view.open', { ...choice, range, options: this.#options() }, this.#keepView),
      () => this.#ask('view.configure', { view, range, options: this.#options() }),
      () =>
        this.#ask('view.expand', { view, node, expanded: random.once(2), deep: random.once(2) }),
      () => this.#ask('view.expandChanged', { view }),
      () => this.#ask('view.rows', { view, ...part }),
      () => this.#ask('view.reveal', { view, node }),
      () => this.#ask('view.nextChange', { view, from: null, backward: random.once(2) }),
      () => this.#ask('view.find', { view, start: 0, prefix: 'e' }),
      () => this.#ask('view.close', { view }),
      () => this.#ask('entry.describe', { ...choice, range, node }),
      () => this.#ask('entry.preview', { ...entry, limit: 100 }),
      () => this.#ask('entry.read', { ...entry, offset: 0, length: 50 }),
      () => this.#ask('entry.hash', entry),
      () => this.#ask('source.prove', { grant }),
      () => this.#ask('job.list', {}, this.#cancelOne),
      () => this.#ask('job.list', {}, this.#cancelOne),
      () => this.#ask('compare.open', { a: this.#point(), b: this.#point() }, this.#keepComparison),
      () => this.#ask('compare.open', { a: this.#point(), b: this.#point() }, this.#keepComparison),
      () => this.#ask('compare.read', { comparison }),
      () => this.#ask('compare.view', { comparison, options: this.#options() }, this.#keepView),
      () => this.#ask('compare.describe', { comparison, node }),
      () => this.#ask('compare.contents', { comparison, node }),
      () => this.#ask('compare.packages', { comparison }),
      () => this.#ask('compare.growth', { comparison, node: 0 }),
      () => this.#ask('compare.close', { comparison }),
      () => this.#ask('duplicates.find', { image: random.once(2) ? null : choice, minBytes: 1 }),
      () => this.#ask('findings.read', choice),
      () => this.#ask('findings.reveal', { ...choice, secret: random.below(2) }),
      () => this.#ask('waste.read', choice),
      () => this.#ask('waste.files', { ...choice, group: null, ...part }),
      () => this.#ask('life.read', { ...choice, node }),
      () => this.#ask('search.prepare', {}),
      () =>
        this.#ask('search.find', { query: { ...emptyQuery, text: 'e' }, order: 'size', ...part }),
      () => this.#ask('packages.layers', choice),
      () => this.#ask('packages.unowned', { ...choice, node: 0, direct: false, ...part }),
      () => this.#ask('advice.read', choice),
      () => this.#ask('lineage.read', {}),
      () => this.#ask('usage.read', {}),
      () => this.#ask('usage.files', { ...choice, layer, node: 0 }),
      () => this.#ask('library.load', { grant, images: null }),
      () => this.#ask('library.tag', { target: 'app:1', reference: `t${random.below(3)}:1` }),
      () => this.#ask('library.remove', { targets: [`t${random.below(3)}:1`] }),
      () => this.#ask('library.planPrune', { dangling: true, unreferenced: true }),
      () => this.#ask('library.prune', { dangling: true, unreferenced: true }),
      () => this.#ask('library.check', { repair: random.once(2) }),
      () => this.#ask('cache.usage', {}),
      () => this.#ask('cache.clear', {}),
      () => this.#export(choice, destination),
      () => this.#tell('entry.save', { ...entry, destination }),
      () =>
        this.#tell('comparison.save', { comparison, format: 'json', locale: 'en', destination }),
      () => this.#tell('review.save', { ...choice, format: 'html', locale: 'de', destination }),
    ];
    random.pick(actions)();
  }

  #openOne(): void {
    const again = this.#random.once(4)
      ? this.#open[this.#random.below(this.#open.length)]
      : undefined;
    const one: OpenOne = again ?? {
      grant: randomUUID() as string as Grant,
      offered: this.#random.pick(this.#offered),
    };
    if (again === undefined) this.#open.push(one);
    this.#tell('source.open', { grant: one.grant, path: one.offered.place });
  }

  #closeOne(): void {
    const [one] = this.#open.splice(this.#random.below(this.#open.length), 1);
    if (one !== undefined) this.#tell('source.close', { grant: one.grant });
  }

  #replaceWindow(): void {
    const place = this.#random.below(this.#windows.length);
    this.#windows[place]?.close();
    this.#windows[place] = this.#newWindow();
  }

  /** An image of something open and what it looks like, now and then one that is not there. */
  #image(): { readonly grant: Grant; readonly image: string; readonly look: string } {
    const { grant, offered } = this.#random.pick(this.#open);
    const looks = [...offered.looks];
    const isThere = looks.length > 0 && !this.#random.once(30);
    const [image, look] = isThere ? this.#random.pick(looks) : ['none', ''];
    return { grant, image, look };
  }

  #point(): CallArguments<EngineContract, 'compare.open'>['a'] {
    const { grant, image } = this.#image();
    return { grant, image, layer: this.#random.below(3) - 1, alone: this.#random.once(3) };
  }

  #number(known: readonly number[]): number {
    return known.length === 0 || this.#random.once(10)
      ? this.#random.below(1000)
      : known[known.length - 1 - this.#random.below(Math.min(4, known.length))]!;
  }

  #options(): ViewOptions {
    const modes = ['text', 'glob', 'regex'] as const;
    const text = this.#random.pick(['', '', 'e', 'etc/*', '(', '^.*o']);
    return {
      ...showAll,
      text,
      textMode: this.#random.pick(modes),
      sort: this.#random.pick(['name', 'size']),
    };
  }

  readonly #keepView = ({ view }: { readonly view: number }): void => void this.#views.push(view);

  readonly #keepComparison = (comparison: number): void => void this.#comparisons.push(comparison);

  readonly #cancelOne = (jobs: readonly { readonly id: number }[]): void => {
    const job = jobs[this.#random.below(jobs.length)];
    if (job !== undefined) this.#ask('job.cancel', { job: job.id });
  };

  #export(choice: { readonly grant: Grant; readonly image: string }, destination: string): void {
    const format = this.#random.pick(['folder', 'tar', 'gzip', 'zip'] as const);
    const files = { what: 'files', ...choice, layer: 0, alone: false, nodes: [0] } as const;
    const images = {
      what: 'images',
      images: [choice],
      format: 'oci-archive',
      packing: null,
    } as const;
    const request = this.#random.once(2) ? { ...files, format, special: false } : images;
    this.#tell('export.run', { request, destination, rule: 'ask' });
  }

  /** Reads an image as a window does, and holds what it shows against what it must. */
  #look(choice: { readonly grant: Grant; readonly image: string }, expected: string): void {
    const window = this.#random.pick(this.#windows);
    this.#follow('look', async () => {
      const look = await lookAt(window, choice);
      if (look !== expected) this.wrong.push(`${choice.image}: ${look} instead of ${expected}`);
    });
  }

  #ask<Name extends EngineMethod>(
    name: Name,
    argument: CallArguments<EngineContract, Name>,
    then: (result: ResultOf<EngineContract, Name>) => void = () => {},
  ): void {
    const window = this.#random.pick(this.#windows);
    const controller = new AbortController();
    if (this.#random.once(6)) setTimeout(() => controller.abort(), this.#random.below(30));
    this.#follow(name, async () => then(await window.call(name, argument, controller)));
  }

  #tell<Name extends MethodName<ControlContract>>(
    name: Name,
    argument: CallArguments<ControlContract, Name>,
  ): void {
    const controller = new AbortController();
    if (this.#random.once(5)) setTimeout(() => controller.abort(), this.#random.below(30));
    this.#follow(name, async () => void (await this.#control.call(name, argument, controller)));
  }

  #follow(name: string, call: () => Promise<void>): void {
    const ended = call().then(
      () => void this.endings.push({ name, code: 'answered' }),
      (error: unknown) => void this.endings.push({ name, code: failureOf(error).code }),
    );
    const followed = ended.finally(() => this.#underway.delete(followed));
    this.#underway.add(followed);
  }
}

/** Everything that a window shows of an image, as text. */
export async function lookAt(
  window: Client<EngineContract>,
  choice: { readonly grant: Grant; readonly image: string },
): Promise<string> {
  const facts = await window.call('image.read', choice);
  const range = { from: -1, to: Math.max(0, facts.layers.length - 1) };
  const opened = await window.call('view.open', { ...choice, range, options: showAll });
  const { view } = opened;
  await window.call('view.expand', { view, node: 0, expanded: true, deep: true });
  const { rows } = await window.call('view.rows', { view, start: 0, count: 500 });
  const lines = rows.map(({ name, bytes, change }) => `${name} ${bytes} ${change}`);
  await window.call('view.close', { view });
  return JSON.stringify([facts.unionBytes, facts.unionEntries, facts.problems.length, lines]);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
