// @ts-check
/**
 * Answers electron-builder's question whether it should look after node_modules: everything that
 * runs is bundled into dist/, so it packs none and need not search for them.
 */
export function beforeBuild() {
  return false;
}
