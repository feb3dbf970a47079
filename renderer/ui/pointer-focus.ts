/**
 * Marks the page while the pointer is in use rather than the keyboard. Tabs take the focus by script when they are
 * pressed, and browsers draw a ring around what was focused that way, also for somebody who has seen what they pressed.
 */
export function followPointerFocus(): void {
  const { dataset } = document.documentElement;
  document.addEventListener(
    'pointerdown',
    () => {
      dataset['pointer'] = '';
    },
    true,
  );
  document.addEventListener('keydown', () => delete dataset['pointer'], true);
}
