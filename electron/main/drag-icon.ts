import { app, nativeImage } from 'electron';
import type { NativeImage } from 'electron';

/** Pixels of a side of the square that stands for a file where the system has no picture of it. */
const side = 32;

/** What the system shows beside the pointer while a file is dragged: its own picture of such a file where it has one. */
export async function dragIcon(file: string): Promise<NativeImage> {
  const icon = await app.getFileIcon(file, { size: 'normal' }).catch(() => null);
  return icon === null || icon.isEmpty() ? plainIcon() : icon;
}

/** A grey square with a border; BGRA, as Electron's bitmaps are. */
function plainIcon(): NativeImage {
  const pixels = Buffer.alloc(side * side * 4);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const isBorder = x === 0 || y === 0 || x === side - 1 || y === side - 1;
      const grey = isBorder ? 0x70 : 0xd8;
      pixels.set([grey, grey, grey, 0xff], (y * side + x) * 4);
    }
  }
  return nativeImage.createFromBitmap(pixels, { width: side, height: side });
}
