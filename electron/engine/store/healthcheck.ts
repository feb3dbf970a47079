import { invalidChange, listOf, type Instruction } from './instruction-words.ts';

/** How an engine asks whether a container is well; times in nanoseconds (Docker image-spec v1.2, Healthcheck). */
export interface Healthcheck {
  readonly Test: readonly string[];
  readonly Interval?: number;
  readonly Timeout?: number;
  readonly StartPeriod?: number;
  readonly StartInterval?: number;
  readonly Retries?: number;
}

type TimeKey = 'Interval' | 'Timeout' | 'StartPeriod' | 'StartInterval';

const timeOptions: ReadonlyMap<string, TimeKey> = new Map([
  ['interval', 'Interval'],
  ['timeout', 'Timeout'],
  ['start-period', 'StartPeriod'],
  ['start-interval', 'StartInterval'],
]);

/** `HEALTHCHECK NONE`, or `HEALTHCHECK [--interval=30s …] CMD command`. Throws `change-invalid`. */
export function healthcheckOf(instruction: Instruction): Healthcheck {
  let { rest } = instruction;
  let options: Omit<Healthcheck, 'Test'> = {};
  for (;;) {
    const option = /^--(?<name>[a-z-]+)=(?<value>\S+)\s+/.exec(rest);
    if (option === null) break;
    const { name = '', value = '' } = option.groups ?? {};
    options = { ...options, ...optionOf(name, value, instruction) };
    rest = rest.slice(option[0].length);
  }
  if (/^none$/i.test(rest)) {
    return Object.keys(options).length > 0 ? invalidChange(instruction) : { Test: ['NONE'] };
  }
  const command = /^cmd\s+(?<command>\S.*)$/is.exec(rest)?.groups?.['command'];
  if (command === undefined) return invalidChange(instruction);
  const list = listOf(command);
  return { Test: list === null ? ['CMD-SHELL', command] : ['CMD', ...list], ...options };
}

function optionOf(
  name: string,
  value: string,
  instruction: Instruction,
): Omit<Healthcheck, 'Test'> {
  if (name === 'retries') {
    return /^\d{1,9}$/.test(value) ? { Retries: Number(value) } : invalidChange(instruction);
  }
  const key = timeOptions.get(name);
  const time = nanoseconds(value);
  // Docker takes nothing between none at all and a millisecond.
  if (key === undefined || time === null || (time > 0 && time < 1_000_000)) {
    return invalidChange(instruction);
  }
  return { [key]: time };
}

const units: ReadonlyMap<string, number> = new Map([
  ['ns', 1],
  ['us', 1e3],
  ['µs', 1e3],
  ['ms', 1e6],
  ['s', 1e9],
  ['m', 60e9],
  ['h', 3600e9],
]);

/** A length of time as Go writes it, `1h2m3.5s`; null for anything else. */
function nanoseconds(text: string): number | null {
  if (text === '0') return 0;
  if (!/^(?:\d{1,9}(?:\.\d{1,9})?(?:ns|us|µs|ms|s|m|h))+$/.test(text)) return null;
  let sum = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g)) {
    sum += Number(amount) * (units.get(unit ?? '') ?? Number.NaN);
  }
  const whole = Math.round(sum);
  return Number.isSafeInteger(whole) ? whole : null;
}
