import { CircleX, Info, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { Image } from '../../../shared/model/image.ts';
import type { Severity } from '../../../shared/model/problem.ts';
import type { Grant } from '../../../shared/model/source.ts';
import { useText } from '../../i18n/use-text.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { ProblemLine } from './problem-line.tsx';
import { unlisted } from './problem-groups.ts';
import type { ProblemGroup } from './problem-groups.ts';
import styles from './problems.module.css';

const icons: Readonly<Record<Severity, typeof Info>> = {
  error: CircleX,
  warning: TriangleAlert,
  note: Info,
};

/** Lines shown before the user asks for all. */
const firstLines = 5;

export interface ProblemGroupListProps {
  readonly group: ProblemGroup;
  readonly grant: Grant;
  readonly image: Image;
}

/** One kind of finding: what it is, what it means, and where it was found. */
export function ProblemGroupList({ group, grant, image }: ProblemGroupListProps) {
  const { t } = useText();
  const [all, setAll] = useState(false);
  const { code, severity, values, problems, count } = group;
  const shown = all ? problems : problems.slice(0, firstLines);
  const rest = problems.reduce((sum, problem) => sum + unlisted(problem), 0);
  const Icon = icons[severity];
  return (
    <li className={styles.group} data-severity={severity}>
      <Icon className={styles.icon} aria-hidden="true" />
      <div className={styles.body}>
        <h3 className={styles.title}>
          {t(`problem.${code}`, values)}
          <Badge tone={severity}>{t(`severity.${severity}`)}</Badge>
          {count > 1 && <Badge>{t('problems.times', { count })}</Badge>}
        </h3>
        <p className={styles.meaning} data-selectable="">
          {t(`problem.${code}.meaning`, values)}
        </p>
        <ul>
          {shown.map((problem, position) => (
            <ProblemLine
              key={`${position} ${problem.where.path ?? problem.where.member ?? ''}`}
              problem={problem}
              grant={grant}
              image={image}
            />
          ))}
        </ul>
        {!all && problems.length > firstLines && (
          <Button size="s" variant="ghost" onClick={() => setAll(true)}>
            {t('problems.showAll', { count: problems.length })}
          </Button>
        )}
        {rest > 0 && (all || problems.length <= firstLines) && (
          <p className={styles.faint}>{t('problems.unlisted', { count: rest })}</p>
        )}
      </div>
    </li>
  );
}
