import { visibleLine, visibleText } from '../../../shared/format/visible.ts';
import { Badge } from '../../ui/badge.tsx';
import { KeyValueTable } from '../../ui/key-value-table.tsx';
import { Section } from '../../ui/section.tsx';
import type { Pair } from './json-value.ts';

/** Names and values that the image's maker chose; nothing where there are none. */
export function PairTable({
  title,
  pairs,
}: {
  readonly title: string;
  readonly pairs: readonly Pair[];
}) {
  if (pairs.length === 0) return null;
  return (
    <Section title={title} badge={<Badge>{pairs.length}</Badge>}>
      <KeyValueTable
        mono
        rows={pairs.map(({ name, value }, position) => ({
          key: `${position} ${name}`,
          label: visibleLine(name),
          value: visibleText(value),
        }))}
      />
    </Section>
  );
}
