import { entryTypes } from '../../../shared/model/entry.ts';
import type { EntryType } from '../../../shared/model/entry.ts';
import { searchOrders } from '../../../shared/model/search.ts';
import type { SearchOrder, SearchQuery } from '../../../shared/model/search.ts';
import { UsageFailure } from '../cli-failure.ts';
import { parseByteSize } from '../byte-size.ts';
import type { CommandOptions } from '../command.ts';
import { oneLine } from '../text.ts';

/** What the options of a search ask for beside its pattern. Throws UsageFailure. */
export function searchQuery(text: string, options: CommandOptions): SearchQuery {
  const { glob, regex, hidden, visible } = options;
  if (glob && regex) throw new UsageFailure('--glob cannot be combined with --regex');
  if (hidden && visible) throw new UsageFailure('--hidden cannot be combined with --visible');
  return {
    text,
    textMode: glob ? 'glob' : regex ? 'regex' : 'text',
    types: options.types.flatMap((each) => each.split(',')).map(typeNamed),
    minBytes: size('--min', options.min),
    maxBytes: size('--max', options.max),
    owner: options.owner ?? '',
    setuid: options.setuid,
    hash: hashPrefix(options.hash),
    state: hidden ? 'hidden' : visible ? 'visible' : 'any',
  };
}

/** The order that is wanted. Throws UsageFailure. */
export function searchOrder({ order }: CommandOptions): SearchOrder {
  const found = order === null ? 'path' : searchOrders.find((each) => each === order);
  if (found !== undefined) return found;
  throw new UsageFailure(`--order takes ${searchOrders.join(', ')}, not ${oneLine(order ?? '')}`);
}

function typeNamed(text: string): EntryType {
  const found = entryTypes.find((each) => each === text);
  if (found !== undefined) return found;
  throw new UsageFailure(`--type takes ${entryTypes.join(', ')}, not ${oneLine(text)}`);
}

function size(option: string, text: string | null): number | null {
  if (text === null) return null;
  const bytes = parseByteSize(text);
  if (bytes !== null) return bytes;
  throw new UsageFailure(
    `${option} takes a size such as 4096, 20MB or 1.5GiB, not ${oneLine(text)}`,
  );
}

function hashPrefix(text: string | null): string {
  const digits = text?.toLowerCase().replace(/^sha256:/, '') ?? '';
  if (text === null || /^[0-9a-f]{8,64}$/.test(digits)) return digits;
  throw new UsageFailure('--hash takes 8 or more hex digits of a sha256');
}
