import { availableParallelism, cpus, loadavg, release, totalmem } from 'node:os';
import { versionOf } from './process.ts';

/** What the numbers were taken on. */
export interface Machine {
  readonly date: string;
  readonly system: string;
  readonly processor: string;
  readonly cores: number;
  readonly memoryBytes: number;
  /** Load over the last minute when the run began: above 0 others were at work. */
  readonly load: number;
  readonly versions: Readonly<Record<string, string>>;
}

const tools = ['cat', 'tar', 'gzip', 'igzip', 'zstd', 'dd'];

export function thisMachine(): Machine {
  const { node, v8, zlib, openssl } = process.versions;
  const found = tools.map((tool): [string, string] => [tool, versionOf(tool) ?? 'absent']);
  return {
    date: new Date().toISOString(),
    system: `${process.platform} ${process.arch} ${release()}`,
    processor: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    load: loadavg()[0] ?? 0,
    versions: { node, v8, zlib, openssl, ...Object.fromEntries(found) },
  };
}

export function machineText(machine: Machine, runs: number): string {
  const { date, system, processor, cores, memoryBytes, load, versions } = machine;
  const lines = [
    `# Layerscope benchmark, ${date}`,
    '',
    `- ${cores} × ${processor}, ${Math.round(memoryBytes / 1e9)} GB, ${system}`,
    `- load when it began: ${load.toFixed(1)}`,
    `- ${Object.entries(versions)
      .map(([name, version]) => `${name}: ${version}`)
      .join('; ')}`,
    `- medians of ${runs} interleaved runs; compare the ratios, the times are this machine's`,
  ];
  return `${lines.join('\n')}\n`;
}
