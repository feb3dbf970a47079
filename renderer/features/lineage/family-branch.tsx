import type { ByteBasis } from '../../../shared/model/amount.ts';
import type { FamilyMember } from '../../../shared/model/lineage.ts';
import { amountText } from '../../../shared/format/amount.ts';
import { useText } from '../../i18n/use-text.ts';
import { branchPath, type FamilyBranch } from './layout.ts';
import styles from './lineage.module.css';

export interface FamilyBranchLineProps {
  readonly branch: FamilyBranch;
  readonly member: FamilyMember | undefined;
  readonly basis: ByteBasis;
}

/** What leads to a box, with the layers and bytes that it adds. The box says the same to a screen reader. */
export function FamilyBranchLine({ branch, member, basis }: FamilyBranchLineProps) {
  const texts = useText();
  if (member === undefined || member.nodes.length === 0) return null;
  return (
    <g aria-hidden="true">
      <path className={styles.branch} d={branchPath(branch)} />
      <text className={styles.added} x={branch.toX - 6} y={branch.toY - 5}>
        {texts.t('lineage.added', { count: member.nodes.length })}
      </text>
      <text className={styles.added} x={branch.toX - 6} y={branch.toY + 14}>
        {amountText(member.added[basis], texts)}
      </text>
    </g>
  );
}
