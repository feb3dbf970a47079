import type { MergeView } from '@codemirror/merge';
import { EditorView } from '@codemirror/view';

/** Frames in which two texts come to stand level after a jump: heights are estimates until lines are drawn. */
const settlingFrames = 5;

/** Keeps two texts beside each other moving together; answers how to end that. */
export function followScrolling(merge: MergeView, className: string): () => void {
  const { a, b, dom } = merge;
  const bar = dom.appendChild(document.createElement('div'));
  const inside = bar.appendChild(document.createElement('div'));
  bar.className = className;
  bar.setAttribute('aria-hidden', 'true');
  const parts = [a.scrollDOM, b.scrollDOM, bar];

  /** Lines that are not wrapped move sideways as one; the bar below stays in sight, unlike those of the editors. */
  function moveSideways(event: Event): void {
    if (!(event.currentTarget instanceof HTMLElement)) return;
    const { scrollLeft } = event.currentTarget;
    for (const part of parts) if (part.scrollLeft !== scrollLeft) part.scrollLeft = scrollLeft;
  }
  function measure(): void {
    const hidden = Math.max(
      ...[a.scrollDOM, b.scrollDOM].map((part) => part.scrollWidth - part.clientWidth),
    );
    bar.hidden = hidden <= 0;
    inside.style.width = `${bar.clientWidth + Math.max(0, hidden)}px`;
  }
  const level = (): void => merge.reconfigure({});
  const observer = new ResizeObserver(measure);
  observer.observe(a.contentDOM);
  observer.observe(b.contentDOM);
  observer.observe(dom);
  for (const part of parts) part.addEventListener('scroll', moveSideways);
  dom.addEventListener('scrollend', level);
  return () => {
    observer.disconnect();
    for (const part of parts) part.removeEventListener('scroll', moveSideways);
    dom.removeEventListener('scrollend', level);
  };
}

/** Brings a place of one side to the middle, and what stands against it on the other side beside it. */
export function showLevel(merge: MergeView, view: EditorView, at: number): void {
  let frames = 0;
  const step = (): void => {
    if (!view.dom.isConnected) return;
    view.dispatch({ effects: EditorView.scrollIntoView(at, { y: 'center' }) });
    merge.reconfigure({});
    frames++;
    if (frames < settlingFrames) requestAnimationFrame(step);
  };
  step();
}
