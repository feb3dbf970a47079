import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { bridgeName, ipcChannels, portsMessage } from '../../shared/contract/bridge.ts';
import type { Bridge } from '../../shared/contract/bridge.ts';

const bridge: Bridge<File> = {
  connect: () => ipcRenderer.send(ipcChannels.connect),
  drop: (files) => {
    // A file that the page made up itself has no path.
    const paths = files.map((file) => webUtils.getPathForFile(file)).filter((path) => path !== '');
    if (paths.length > 0) ipcRenderer.send(ipcChannels.drop, paths);
    return paths.length;
  },
};

ipcRenderer.on(ipcChannels.ports, ({ ports }) => {
  window.postMessage(portsMessage, window.location.origin, ports);
});

contextBridge.exposeInMainWorld(bridgeName, bridge);
