/**
 * Deflate blocks (RFC 1951, 3.2) without content that take `bits` bits, or 8, 16 … more, and then `next`, the upper bits
 * of a byte that `bits` bits of the same byte come before. 0 is nothing at all. With them a decoder is brought to a
 * place within a byte.
 */
export function emptyBlocks(bits: number, next: number): Uint8Array {
  if (bits === 0) return new Uint8Array();
  const writer = new BitWriter();
  if (bits % 2 === 1) writeDynamicBlock(writer);
  while (writer.count % 8 !== bits) writer.write(emptyFixedBlock, emptyFixedBits);
  writer.write(next >>> bits, 8 - bits);
  return writer.bytes();
}

/** Not the last block, fixed codes, end of block: of an even number of bits. */
export const emptyFixedBlock = 0b0000000_01_0;
export const emptyFixedBits = 10;
/** Order of the lengths of the codes that code lengths are written with. */
const lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1];
const repeatZero = 18;

/** The same with codes of its own, chosen so that the bits are an odd number: 91. */
function writeDynamicBlock(writer: BitWriter): void {
  writer.write(0b10_0, 3);
  const literalCodes = 257;
  const distanceCodes = 2;
  writer.write(literalCodes - 257, 5);
  writer.write(distanceCodes - 1, 5);
  writer.write(lengthOrder.length - 4, 4);
  // Two codes of one bit: 0 says "length 1", 1 says "many zeros".
  for (const symbol of lengthOrder) writer.write(symbol === 1 || symbol === repeatZero ? 1 : 0, 3);
  for (const zeros of [138, 256 - 138]) {
    writer.write(1, 1);
    writer.write(zeros - 11, 7);
  }
  // The end of the block, and both distances, have codes of one bit.
  writer.write(0, 1 + distanceCodes);
  const endOfBlock = 0;
  writer.write(endOfBlock, 1);
}

/** Puts numbers after one another, lowest bit first. */
class BitWriter {
  count = 0;
  readonly #bytes: number[] = [];

  write(value: number, bits: number): void {
    for (let bit = 0; bit < bits; bit++, this.count++) {
      const at = this.count >>> 3;
      const set = ((value >>> bit) & 1) << (this.count & 7);
      this.#bytes[at] = (this.#bytes[at] ?? 0) | set;
    }
  }

  bytes(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }
}
