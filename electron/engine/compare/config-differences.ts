import { configSections } from '../../../shared/model/comparison.ts';
import type {
  ConfigDifference,
  ConfigSection,
  ConfigValue,
} from '../../../shared/model/comparison.ts';
import type { ConfigValues } from './config-values.ts';

/**
 * The keys whose values differ, by section and in the order of B's document, what only A has behind. The order of
 * entries and of keys is no difference, but that of the parts of a list is.
 */
export function configDifferences(a: ConfigValues, b: ConfigValues): readonly ConfigDifference[] {
  return configSections.flatMap((section) =>
    sectionDifferences(section, a.get(section) ?? new Map(), b.get(section) ?? new Map()),
  );
}

function sectionDifferences(
  section: ConfigSection,
  a: ReadonlyMap<string, ConfigValue>,
  b: ReadonlyMap<string, ConfigValue>,
): readonly ConfigDifference[] {
  return [...new Set([...b.keys(), ...a.keys()])].flatMap((key): readonly ConfigDifference[] => {
    const [valueA, valueB] = [a.get(key) ?? null, b.get(key) ?? null];
    return isSame(valueA, valueB) ? [] : [{ section, key, a: valueA, b: valueB }];
  });
}

function isSame(a: ConfigValue, b: ConfigValue): boolean {
  if (a === null || b === null || typeof a === 'string' || typeof b === 'string') return a === b;
  return a.length === b.length && a.every((part, place) => part === b[place]);
}
