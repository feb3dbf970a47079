import path from 'node:path';
import { contend, figureLine, type Contender, type Measured } from '../harness/measure.ts';
import { runProbe } from '../harness/probe.ts';
import { runProgram, versionOf } from '../harness/process.ts';
import { line } from '../harness/report.ts';
import { librarySize, prepareLibrary } from '../input/library.ts';
import { rounds, type Subject } from './subject.ts';

const target = 'registry.example/team-0/service-0:1.0';

const names = {
  floor: 'Node reads and parses the same documents, nothing else',
  ls: 'store ls',
  lineage: 'lineage',
  usage: 'usage',
  inspect: 'store inspect, one image',
  umoci: 'umoci ls: the names in index.json alone',
  skopeo: 'skopeo inspect --config, one image',
} as const;

/** A library of many images: each command in a new process, a running engine, and loading it all. */
export const library: Subject = async (bench) => {
  const { layout, store } = await prepareLibrary(bench.say);
  const notes = [`${librarySize.images} images with ${librarySize.layers} different layers`];
  const absent = ['umoci', 'skopeo'].filter((tool) => versionOf(tool) === null);
  if (absent.length > 0) notes.push(`not installed: ${absent.join(', ')}`);
  const commandOf = (name: string, ...args: readonly string[]): Contender => ({
    name,
    run: () => runProbe('libraryCommand', store, ...args),
  });
  const peers: readonly Contender[] = [
    { name: names.umoci, run: () => runProgram('umoci', ['ls', '--layout', store]) },
    {
      name: names.skopeo,
      run: () => runProgram('skopeo', ['inspect', '--config', `oci:${store}:${target}`]),
    },
  ];
  const title = 'commands, each in a new process';
  const commands = await contend(
    [
      { name: names.floor, run: () => runProbe('libraryFloor', store) },
      commandOf(names.ls, 'store', 'ls', '--json'),
      commandOf(names.lineage, 'lineage', '--json'),
      commandOf(names.usage, 'usage', '--json'),
      commandOf(names.inspect, 'store', 'inspect', target, '--json'),
      ...peers.filter(({ name }) => !absent.some((tool) => name.startsWith(tool))),
    ],
    bench.runs,
    { warmUp: true, onRound: rounds(bench, title) },
  );
  const inside = 'an engine, as the window asks it';
  const running = await contend(
    [
      { name: names.floor, run: () => runProbe('libraryFloor', store) },
      { name: 'engine', run: () => runProbe('libraryEngine', store, target) },
      { name: 'load', run: () => runProbe('libraryLoad', layout, path.dirname(store)) },
    ],
    bench.runs,
    { warmUp: true, onRound: rounds(bench, inside) },
  );
  const asked = { title: inside, measured: running, against: [] };
  const floor = figureOf(line(asked, names.floor), 'inside', names.floor);
  const engine = line(asked, 'engine');
  const load = line(asked, 'load');
  const lines = [
    floor,
    figureOf(engine, 'start', 'from its start to the list of images'),
    figureOf(engine, 'lineage', 'the first family tree'),
    figureOf(engine, 'usage', 'the first disk usage'),
    figureOf(engine, 'change', 'a name given or taken, until every window is told'),
    figureOf(engine, 'lineageAgain', 'the family tree again'),
    figureOf(engine, 'usageAgain', 'the disk usage again'),
    figureOf(engine, 'again', 'the list of images again'),
    figureOf(load, 'first', 'all of it loaded from a layout, every blob verified and flushed'),
    figureOf(load, 'again', 'the same once more, when all is there'),
  ].filter((each) => each !== null);
  const held = engine?.figures['held'];
  if (held !== undefined) notes.push(`the engine then holds ${Math.round(held / 1e6)} MB`);
  return {
    subject: 'library',
    comparisons: [
      { title, measured: commands, against: [names.floor] },
      { title: inside, measured: lines, against: [names.floor] },
    ],
    verdicts: [],
    notes,
  };
};

function figureOf(measured: Measured | null, figure: string, name: string): Measured | null {
  return measured === null ? null : figureLine(measured, figure, name);
}
