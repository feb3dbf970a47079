import type { Random } from './random.ts';

/** Some bytes changed, taken out, doubled or put in, or whole blocks moved, without regard for what they mean. */
export function mutateBytes(bytes: Uint8Array, random: Random): Uint8Array {
  let result = bytes;
  for (let times = random.below(6); times >= 0; times--) result = mutatedOnce(result, random);
  return result;
}

const longest = 1 << 20;

function mutatedOnce(bytes: Uint8Array, random: Random): Uint8Array {
  const at = random.below(bytes.length);
  const block = Math.floor(at / 512) * 512;
  switch (random.below(9)) {
    case 0:
      return bytes.slice(0, at);
    case 1:
      return joined(bytes.subarray(0, at), random.bytes(1 + random.below(40)), bytes.subarray(at));
    case 2:
      return joined(bytes.subarray(0, at), bytes.subarray(at + 1 + random.below(600)));
    case 3:
      return joined(bytes.subarray(0, block), bytes.subarray(block + 512));
    case 4:
      return bytes.length > longest
        ? bytes
        : joined(bytes.subarray(0, block + 512), bytes.subarray(block));
    case 5:
      return withByte(bytes, at, random.pick([0, 0x20, 0x2f, 0x30, 0x37, 0x7f, 0x80, 0xff]));
    case 6:
      return withByte(bytes, at, (bytes[at] ?? 0) ^ (1 << random.below(8)));
    case 7: {
      const copy = new Uint8Array(bytes);
      copy.fill(random.next(), at, at + random.below(64));
      return copy;
    }
    default:
      return withByte(bytes, at, random.next());
  }
}

function withByte(bytes: Uint8Array, at: number, value: number): Uint8Array {
  const copy = new Uint8Array(bytes);
  if (at < copy.length) copy[at] = value;
  return copy;
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}
