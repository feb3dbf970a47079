import type { Findings } from '../../../shared/model/findings.ts';
import type { ReviewBadge } from '../../store/review.ts';
import { findingCount } from './finding-lines.ts';

/** The likely secrets; where there are none, all else that was found. */
export function findingsBadge(found: Findings): ReviewBadge {
  const secrets = found.secrets.length + found.unlisted.secrets;
  return secrets > 0
    ? { unit: 'count', value: secrets, tone: 'error' }
    : { unit: 'count', value: findingCount(found), tone: 'neutral' };
}
