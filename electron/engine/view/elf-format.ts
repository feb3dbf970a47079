import type { ElfFormat, ElfObject } from '../../../shared/model/content-format.ts';

/** ELF gABI, e_machine: those that images are built for. */
const machines: ReadonlyMap<number, string> = new Map([
  [2, 'SPARC'],
  [3, 'x86'],
  [8, 'MIPS'],
  [20, 'PowerPC'],
  [21, 'PowerPC64'],
  [22, 's390x'],
  [40, 'ARM'],
  [43, 'SPARC64'],
  [62, 'x86-64'],
  [183, 'AArch64'],
  [243, 'RISC-V'],
  [247, 'BPF'],
  [258, 'LoongArch'],
]);

/** e_type, ELF gABI. */
const relocatable = 1;
const executable = 2;
const shared = 3;
const core = 4;
/** p_type of the segment that names the interpreter. */
const interpreter = 3;

/** What the header of an ELF file tells (ELF gABI, ELF Header and Program Header); null when these bytes are none. */
export function elfFormat(bytes: Uint8Array): ElfFormat | null {
  if (bytes.length < 52) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0) !== 0x7f454c46) return null;
  const [bitClass, data] = [bytes[4], bytes[5]];
  if ((bitClass !== 1 && bitClass !== 2) || (data !== 1 && data !== 2)) return null;
  const bits = bitClass === 1 ? 32 : 64;
  const little = data === 1;
  const machine = view.getUint16(18, little);
  return {
    kind: 'elf',
    bits,
    order: little ? 'little' : 'big',
    machine: machines.get(machine) ?? `0x${machine.toString(16)}`,
    object: objectOf(view, bits, little),
  };
}

function objectOf(view: DataView, bits: 32 | 64, little: boolean): ElfObject {
  switch (view.getUint16(16, little)) {
    case relocatable:
      return 'relocatable';
    case executable:
      return 'executable';
    case shared:
      return namesInterpreter(view, bits, little) ? 'executable' : 'shared';
    case core:
      return 'core';
    default:
      return 'other';
  }
}

/** Looks through the program headers, as far as they are among the bytes. */
function namesInterpreter(view: DataView, bits: 32 | 64, little: boolean): boolean {
  const wide = bits === 64;
  if (view.byteLength < (wide ? 64 : 52)) return false;
  const start = wide ? Number(view.getBigUint64(32, little)) : view.getUint32(28, little);
  const size = view.getUint16(wide ? 54 : 42, little);
  const count = view.getUint16(wide ? 56 : 44, little);
  for (let index = 0; index < count; index++) {
    const at = start + index * size;
    if (at + 4 > view.byteLength) return false;
    if (view.getUint32(at, little) === interpreter) return true;
  }
  return false;
}
