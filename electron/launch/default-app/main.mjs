// @ts-check
/**
 * What a runtime without Electron's own default app needs so that `electron FOLDER …` starts the
 * app of that folder. It does what the default app does and no more.
 */
import { app } from 'electron';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
if (folder === undefined) {
  console.error('usage: electron FOLDER [arguments]');
  process.exit(2);
}
const appFolder = path.resolve(folder);
const manifest = JSON.parse(readFileSync(path.join(appFolder, 'package.json'), 'utf8'));

Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
app.setName(manifest.productName ?? manifest.name);
// The default app's own means, which the public types leave out.
Reflect.get(app, 'setAppPath').call(app, appFolder);
app.setPath('userData', path.join(app.getPath('appData'), app.getName()));
const userData = app.commandLine.getSwitchValue('user-data-dir');
if (path.isAbsolute(userData)) app.setPath('userData', userData);

await import(pathToFileURL(path.join(appFolder, manifest.main)).href);
