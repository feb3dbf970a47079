import { TooltipScope } from './ui/tooltip.tsx';
import { useSettingsStore } from './store/settings.ts';
import { Frame } from './features/frame/frame.tsx';

/** The window, as soon as its language is known: no word changes before the eyes. */
export function App() {
  const known = useSettingsStore((state) => state.host !== null);
  if (!known) return null;
  return (
    <TooltipScope>
      <Frame />
    </TooltipScope>
  );
}
