import { useComparisonStore } from '../../store/comparison.ts';
import { EntryContent } from '../preview/entry-content.tsx';
import { SideHead } from './content-side-heads.tsx';
import { addressOf } from './content-side.ts';
import type { ContentSide } from './content-side.ts';
import styles from './content.module.css';

/** What both sides hold, each for itself. */
export function BothSides({ a, b }: { readonly a: ContentSide; readonly b: ContentSide }) {
  return (
    <div className={styles.pair}>
      {[a, b].map((side) => (
        <div key={side.side} className={styles.sideColumn}>
          <SideHead side={side} />
          <div className={styles.body}>
            <OneSide side={side} />
          </div>
        </div>
      ))}
    </div>
  );
}

/** What one side holds, as its image shows it. */
export function OneSide({ side }: { readonly side: ContentSide }) {
  const { attributes, path } = side.entry;
  return (
    <EntryContent
      {...addressOf(side)}
      path={path}
      attributes={attributes}
      onPath={(target) => useComparisonStore.getState().showFiles({ path: target })}
    />
  );
}
