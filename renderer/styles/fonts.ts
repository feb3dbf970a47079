/**
 * Asks for the faces of the window before there is text that needs them, so that the first text is drawn in them. Where
 * the system's own faces are used this loads nothing.
 */
export function loadFaces(): void {
  const style = getComputedStyle(document.documentElement);
  for (const face of ['--font-ui', '--font-mono']) {
    // A face that cannot be had is no reason to stop: the next in the list is drawn.
    document.fonts.load(`13px ${style.getPropertyValue(face)}`).catch(() => undefined);
  }
}
