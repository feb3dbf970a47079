import { TooltipScope } from './ui/tooltip.tsx';
import { Frame } from './features/frame/frame.tsx';

export function App() {
  return (
    <TooltipScope>
      <Frame />
    </TooltipScope>
  );
}
