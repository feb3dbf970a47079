import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { followKeys } from './actions/follow-keys.ts';
import { followMenu } from './actions/follow-menu.ts';
import { App } from './app.tsx';
import { follow } from './store/follow.ts';
import { provideStyleNonce } from './styles/nonce.ts';
import './styles/tokens.css';
import './styles/base.css';

provideStyleNonce();
follow();
followMenu();
followKeys();

const root = document.querySelector('#root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
