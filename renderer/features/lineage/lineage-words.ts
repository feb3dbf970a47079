import type { TextKey, Translate } from '../../../shared/i18n/t.ts';
import type { HistoryRule } from '../../../shared/model/base-hint.ts';
import type { BaseClaim, BaseEvidence } from '../../../shared/model/lineage.ts';
import { visibleLine } from '../../../shared/format/visible.ts';

const howWords: Readonly<Record<BaseEvidence, TextKey>> = {
  layers: 'lineage.how.layers',
  annotation: 'lineage.how.annotation',
  history: 'lineage.how.history',
  'os-release': 'lineage.how.os-release',
};

/** The same in a word, for the boxes of the drawing. */
export const markWords: Readonly<Record<Exclude<BaseEvidence, 'layers'>, TextKey>> = {
  annotation: 'lineage.mark.annotation',
  history: 'lineage.mark.history',
  'os-release': 'lineage.mark.os-release',
};

const ruleWords: Readonly<Record<HistoryRule, TextKey>> = {
  'from-comment': 'lineage.rule.from-comment',
  'command-step': 'lineage.rule.command-step',
  'builder-change': 'lineage.rule.builder-change',
  'root-file-system': 'lineage.rule.root-file-system',
};

/** `debian:12, 1 layer (by its layers)`: what an image is built on, and how that is known. */
export function claimText(claim: BaseClaim, t: Translate): string {
  const name = claim.name === null ? t('lineage.base.unnamed') : visibleLine(claim.name);
  const layers =
    claim.layers === null ? '' : `, ${t('lineage.base.layers', { count: claim.layers })}`;
  const how = claim.rule === null ? t(howWords[claim.how]) : t(ruleWords[claim.rule]);
  return `${name}${layers} (${how})`;
}
