import { roomyWindow, useLayoutStore } from '../../store/layout.ts';
import { useMedia } from '../../ui/use-media.ts';

/** Whether the inspector shows: as the user left it, and before that where the window has room for it. */
export function useInspectorOpen(): boolean {
  const chosen = useLayoutStore((state) => state.inspectorOpen);
  const roomy = useMedia(roomyWindow);
  return chosen ?? roomy;
}
