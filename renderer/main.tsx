import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { followKeys } from './actions/follow-keys.ts';
import { followMenu } from './actions/follow-menu.ts';
import { App } from './app.tsx';
import { followDrags } from './store/drag-out.ts';
import { follow } from './store/follow.ts';
import { loadFaces } from './styles/fonts.ts';
import { provideStyleNonce } from './styles/nonce.ts';
import { markPlatform } from './styles/platform.ts';
import { followPointerFocus } from './ui/pointer-focus.ts';
import { followTruncation } from './ui/truncated-title.ts';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';

provideStyleNonce();
markPlatform();
loadFaces();
follow();
followDrags();
followMenu();
followKeys();
followTruncation();
followPointerFocus();

const root = document.querySelector('#root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
