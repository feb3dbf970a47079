import { Columns2, FoldVertical, Pilcrow, Rows2 } from 'lucide-react';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { Translate } from '../../../shared/i18n/t.ts';
import type { Preview } from '../../../shared/model/view.ts';
import { useText } from '../../i18n/use-text.ts';
import { Badge } from '../../ui/badge.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { decodeText } from '../preview/decode-text.ts';
import { languageOf } from '../preview/language-id.ts';
import { languageNames } from '../preview/language-names.ts';
import { TextButtons } from '../preview/text-buttons.tsx';
import type { ContentSide } from './content-side.ts';
import { DifferenceSteps } from './content-steps.tsx';
import { useContentStore } from './content-store.ts';
import { MergeText } from './content-merge.tsx';
import type { MergeHandle } from './content-merge.tsx';
import { comparedTexts } from './content-part-texts.ts';
import { isLight, tooMuchForOne } from './content-text-limits.ts';
import { textNotes } from './content-text-notes.ts';
import type { TextNote } from './content-text-notes.ts';
import { SideHeads } from './content-side-heads.tsx';
import styles from './content.module.css';

export interface TextPairProps {
  readonly a: ContentSide;
  readonly b: ContentSide;
  readonly previewA: Preview;
  readonly previewB: Preview;
  /** Before the buttons of the text: the other ways to look at the file. */
  readonly leading: ReactNode;
  /** How much of the files is shown. */
  readonly extent: ReactNode;
}

/** Two texts and how they differ. */
export function TextPair({ a, b, previewA, previewB, leading, extent }: TextPairProps) {
  const { t } = useText();
  const { layout, fold, wrap, set } = useContentStore();
  const [blanks, setBlanks] = useState<boolean | null>(null);
  const [count, setCount] = useState(0);
  const [place, setPlace] = useState(-1);
  const merge = useRef<MergeHandle>(null);
  const textA = useMemo(() => decodeText(previewA.bytes, isCut(previewA)), [previewA]);
  const textB = useMemo(() => decodeText(previewB.bytes, isCut(previewB)), [previewB]);
  const cut = useMemo(() => ({ a: isCut(previewA), b: isCut(previewB) }), [previewA, previewB]);
  const compared = useMemo(() => comparedTexts(textA.text, textB.text, cut), [textA, textB, cut]);
  const { found } = compared;
  const whole = !cut.a && !cut.b;
  const notes = useMemo(() => textNotes(textA, textB, whole, found), [textA, textB, whole, found]);
  const heavy = useMemo(() => tooMuchForOne(compared.a, found.changes), [compared, found]);
  const shownLayout = heavy ? 'side' : layout;
  const wrappable = shownLayout === 'inline' || (isLight(compared.a) && isLight(compared.b));
  const wrapped = wrap && wrappable;
  const language = languageOf(b.entry.path, textB.text.slice(0, 256).split('\n', 1)[0] ?? '');
  const labels = useMemo(
    () => ({
      a: t('compareContent.text.label', { side: 'A', path: a.entry.path }),
      b: t('compareContent.text.label', { side: 'B', path: b.entry.path }),
    }),
    [t, a.entry.path, b.entry.path],
  );
  const onCount = useCallback((runs: number) => {
    setCount(runs);
    setPlace(-1);
  }, []);
  const onStep = useCallback(
    (backward: boolean) => {
      const next = backward ? (place <= 0 ? count - 1 : place - 1) : (place + 1) % count;
      setPlace(next);
      merge.current?.show(next);
    },
    [place, count],
  );
  return (
    <div className={styles.content}>
      <div className={styles.bar}>
        {leading}
        <div className={styles.status}>
          {language !== null && <span>{languageNames[language]}</span>}
          {extent}
          {notes.map((note) => (
            <Badge key={note.kind} tone={note.kind === 'same-text' ? 'accent' : 'warning'}>
              {noteText(note, t)}
            </Badge>
          ))}
        </div>
        <DifferenceSteps
          place={
            place < 0
              ? t('compareContent.differences', { count })
              : t('compareContent.difference', { place: place + 1, count })
          }
          disabled={count === 0}
          onStep={onStep}
        />
        <IconButton
          size="s"
          icon={<Columns2 />}
          label={t('compareContent.side')}
          pressed={shownLayout === 'side'}
          onClick={() => set({ layout: 'side' })}
        />
        <IconButton
          size="s"
          icon={<Rows2 />}
          label={t(heavy ? 'compareContent.inline.tooMuch' : 'compareContent.inline')}
          disabled={heavy}
          pressed={shownLayout === 'inline'}
          onClick={() => set({ layout: 'inline' })}
        />
        <IconButton
          size="s"
          icon={<FoldVertical />}
          label={t('compareContent.fold')}
          pressed={fold}
          onClick={() => set({ fold: !fold })}
        />
        <IconButton
          size="s"
          icon={<Pilcrow />}
          label={t('compareContent.blanks')}
          pressed={blanks ?? found.blankOnly > 0}
          onClick={() => setBlanks(!(blanks ?? found.blankOnly > 0))}
        />
        <TextButtons
          wrap={wrapped}
          onWrap={(next) => set({ wrap: next })}
          noWrap={wrappable ? undefined : t('compareContent.noWrap')}
          onFind={() => merge.current?.find()}
        />
      </div>
      {shownLayout === 'side' && <SideHeads a={a} b={b} />}
      <div className={styles.body}>
        <MergeText
          ref={merge}
          a={compared.a}
          b={compared.b}
          whole={whole}
          changes={found.changes}
          layout={shownLayout}
          fold={fold}
          wrap={wrapped}
          blanks={blanks ?? found.blankOnly > 0}
          language={language}
          labels={labels}
          onCount={onCount}
        />
      </div>
    </div>
  );
}

function isCut(preview: Preview): boolean {
  return preview.bytes.byteLength < preview.totalBytes;
}

function noteText(note: TextNote, t: Translate): string {
  switch (note.kind) {
    case 'encoding':
      return t('compareContent.note.encoding', {
        a: t(`preview.encoding.${note.a}`),
        b: t(`preview.encoding.${note.b}`),
      });
    case 'line-endings':
      return t('compareContent.note.lineEndings', {
        a: t(`compareContent.lineEndings.${note.a}`),
        b: t(`compareContent.lineEndings.${note.b}`),
      });
    case 'final-newline':
      return t('compareContent.note.finalNewline', { side: note.missing.toUpperCase() });
    case 'blank-only':
      return t(note.all ? 'compareContent.note.blankOnly' : 'compareContent.note.someBlankOnly');
    case 'same-text':
      return t('compareContent.note.sameText');
    case 'coarse':
      return t('compareContent.note.coarse');
    case 'hidden':
      return t('preview.hidden', { count: note.count });
  }
}
