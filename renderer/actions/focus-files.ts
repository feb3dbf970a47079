/** Frames to wait for the files to be drawn: a second. */
const patience = 60;

/** Gives the keys to the tree of files as soon as it is drawn, unless something else has taken them meanwhile. */
export function focusFiles(frames = patience): void {
  requestAnimationFrame(() => {
    const tree = document.querySelector('[role=treegrid]');
    const free = document.activeElement === null || document.activeElement === document.body;
    if (tree instanceof HTMLElement && free) tree.focus({ preventScroll: true });
    else if (frames > 0) focusFiles(frames - 1);
  });
}
