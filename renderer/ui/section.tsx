import type { ReactNode } from 'react';
import styles from './section.module.css';

export interface SectionProps {
  readonly title: string;
  /** Depth of the title among the headings of the window: 2 on a page, 3 inside something titled. */
  readonly level?: 2 | 3;
  /** Shown after the title: a count. */
  readonly badge?: ReactNode;
  /** Shown at the end of the title's line: a button. */
  readonly trailing?: ReactNode;
  readonly children: ReactNode;
}

/** A titled part of a page or pane. */
export function Section({ title, level = 2, badge, trailing, children }: SectionProps) {
  const Title = level === 2 ? 'h2' : 'h3';
  return (
    <section className={styles.section}>
      <header className={styles.header}>
        <Title className={styles.title}>
          {title}
          {badge}
        </Title>
        {trailing}
      </header>
      {children}
    </section>
  );
}
