/** Elements above the one pointed at that are looked at. */
const ancestors = 3;

/**
 * Gives every text that is cut off with an ellipsis its whole self as a tooltip, as it is pointed at. Titles that were
 * given otherwise stay.
 */
export function followTruncation(): void {
  document.addEventListener('pointerover', ({ target }) => {
    let element = target instanceof HTMLElement ? target : null;
    for (let step = 0; element !== null && step < ancestors; step += 1) {
      mark(element);
      element = element.parentElement;
    }
  });
}

function mark(element: HTMLElement): void {
  const ours = element.dataset['truncated'] !== undefined;
  if (element.title !== '' && !ours) return;
  if (isCut(element)) {
    element.title = element.textContent;
    element.dataset['truncated'] = '';
  } else if (ours) {
    element.removeAttribute('title');
    delete element.dataset['truncated'];
  }
}

function isCut(element: HTMLElement): boolean {
  if (element.scrollWidth <= element.clientWidth) return false;
  return getComputedStyle(element).textOverflow === 'ellipsis';
}
