import { lazy, Suspense } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { Spinner } from '../../ui/spinner.tsx';
import type { CodeViewProps } from './code-view.tsx';

/** Loads with the first text that is shown. */
const CodeView = lazy(async () => ({ default: (await import('./code-view.tsx')).CodeView }));

/** A text to read, as soon as the part of the program that shows texts is there. */
export function LazyCodeView(props: CodeViewProps) {
  const { t } = useText();
  return (
    <Suspense fallback={<Spinner label={t('preview.loading')} />}>
      <CodeView {...props} />
    </Suspense>
  );
}
