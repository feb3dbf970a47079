import { formatExactBytes } from '../../../shared/format/bytes.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import { isTextKey } from '../../../shared/i18n/t.ts';
import type { Texts } from '../../../shared/i18n/t.ts';
import type { Problem } from '../../../shared/model/problem.ts';

/** A particular of a finding, such as what was stated and what was found. */
export interface ProblemFact {
  readonly name: string;
  readonly label: string;
  readonly value: string;
}

/** The values of a finding in words, without the count of those not listed. A name without words is shown as it is. */
export function problemFacts(problem: Problem, texts: Texts): readonly ProblemFact[] {
  return Object.entries(problem.values)
    .filter(([name, value]) => name !== 'more' && value !== '')
    .map(([name, value]) => {
      const key = `problem.value.${name}`;
      return {
        name,
        label: isTextKey(key) ? texts.t(key) : name,
        value: valueText(name, value, texts),
      };
    });
}

function valueText(name: string, value: string | number, texts: Texts): string {
  if (typeof value === 'string') return visibleLine(value);
  return name === 'bytes' ? formatExactBytes(value, texts.t) : texts.number(value);
}
