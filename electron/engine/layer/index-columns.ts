import { limits } from '../bytes/limits.ts';

/** The columns of a layer index while it is being filled; see `LayerIndex` for what they hold. */
export class IndexColumns {
  count = 0;
  kind = new Uint8Array(firstCapacity);
  mode = new Uint16Array(firstCapacity);
  owner = new Uint32Array(firstCapacity);
  size = new Float64Array(firstCapacity);
  modified = new Float64Array(firstCapacity);
  body = new Uint32Array(firstCapacity);
  pathStart = new Uint32Array(firstCapacity + 1);
  linkStart = new Uint32Array(firstCapacity + 1);
  /** Null when content is not hashed. */
  contentHash: Uint8Array | null;
  readonly paths = new ByteArena();
  readonly links = new ByteArena();

  constructor(hasHashes: boolean) {
    this.contentHash = hasHashes ? new Uint8Array(firstCapacity * hashBytes) : null;
  }

  /** Makes room for one more entry. */
  reserve(): void {
    if (this.count < this.kind.length) return;
    const capacity = this.kind.length * 2;
    this.kind = grown(this.kind, new Uint8Array(capacity));
    this.mode = grown(this.mode, new Uint16Array(capacity));
    this.owner = grown(this.owner, new Uint32Array(capacity));
    this.size = grown(this.size, new Float64Array(capacity));
    this.modified = grown(this.modified, new Float64Array(capacity));
    this.body = grown(this.body, new Uint32Array(capacity));
    this.pathStart = grown(this.pathStart, new Uint32Array(capacity + 1));
    this.linkStart = grown(this.linkStart, new Uint32Array(capacity + 1));
    if (this.contentHash !== null) {
      this.contentHash = grown(this.contentHash, new Uint8Array(capacity * hashBytes));
    }
  }
}

/** Bytes of one sha256. */
export const hashBytes = 32;

const firstCapacity = 256;

/** Bytes one after another in one growing buffer. */
export class ByteArena {
  bytes = new Uint8Array(4096);
  length = 0;

  /** Makes room for `count` more bytes. False when there would be too many for one layer. */
  reserve(count: number): boolean {
    const wanted = this.length + count;
    if (wanted > limits.layerNameBytes) return false;
    if (wanted <= this.bytes.length) return true;
    const doubled = Math.min(this.bytes.length * 2, limits.layerNameBytes);
    this.bytes = grown(this.bytes, new Uint8Array(Math.max(wanted, doubled)));
    return true;
  }
}

function grown<Column extends Uint8Array | Uint16Array | Uint32Array | Float64Array>(
  column: Column,
  larger: Column,
): Column {
  larger.set(column);
  return larger;
}
