import { changedLimits } from './changed-limits.ts';

const kibibyte = 1024;
const mebibyte = 1024 * kibibyte;

/**
 * Every limit on what an archive may claim or make the program hold. Archives are hostile input: a limit that is met
 * becomes a `limit-reached` problem beside the rest of the data. Sizes are in bytes unless a name says otherwise.
 */
export const usualLimits = {
  /** One JSON document: containerd's own limit is 20 MiB, real ones stay under 1 MiB. */
  jsonBytes: 20 * mebibyte,
  /** Arrays and objects inside one another in a JSON document. Real ones stay under ten. */
  jsonDepth: 128,
  /** All JSON documents of one source together: a hostile archive can name one large document ten thousand times. */
  documentsBytes: 128 * mebibyte,
  /** All JSON values of one source: some hundreds in each manifest and config of an image. */
  documentsValues: 3_000_000,
  /** Members of an outer archive; the largest real archives have a few thousand. */
  members: 1_000_000,
  /** Symbolic or hard links followed one after another inside the outer archive or a layer, as Linux does. */
  linkDepth: 40,
  /** Image indexes inside image indexes; one level is usual. */
  indexDepth: 16,
  /** Manifests of one source; registries with every platform and attestation have some hundreds. */
  manifests: 10_000,
  /** Layers of one image; engines stop at 127. */
  layers: 10_000,
  /**
   * Layers of all images together in an archive of Docker's first format: ten thousand images can stand on one stack of
   * ten thousand folders.
   */
  layersOfAll: 100_000,

  /** One name or link text of a tar entry; Linux itself stops at 4 KiB. */
  nameBytes: mebibyte,
  /** Parts of one cleaned path: what fits into 8 KiB of the shortest names. Keeps trees of bounded depth. */
  pathParts: 4096,
  /** The records of one pax header, or one GNU long name; Go's tar reader stops at 1 MiB. */
  extendedHeaderBytes: 8 * mebibyte,
  /** Extended attributes of one entry; file systems allow a few dozen. */
  xattrs: 4096,
  /** Stored parts of one sparse file. */
  sparseParts: 1_000_000,
  /** Stored parts of all sparse files of one layer: 16 bytes each in the saved index. */
  layerSparseParts: 4_000_000,
  /** Zeros that stand for holes and are hashed per layer: a header of 512 bytes can claim terabytes of them. */
  layerHoleBytes: 1024 * mebibyte,
  /** Entries of one layer: 35 bytes each and their names. */
  layerEntries: 20_000_000,
  /** All paths, or all link texts, of one layer: their positions are 32-bit. */
  layerNameBytes: 1024 * mebibyte,
  /** All extended attributes of one layer, which are held in memory. */
  layerXattrBytes: 256 * mebibyte,
  /** Different owners (numbers and names) of one layer. */
  layerOwners: 1_000_000,
  /** Offset of a body in a layer's tar: what 32 bits can count in blocks of 512 bytes (2 TiB). */
  layerBodyOffset: 512 * 0xffff_ffff,
  /** Problems kept per code; further ones are counted in the last one's value `more`. */
  problemsPerCode: 100,
  /** Bytes after the end of a tar that are looked at to tell padding from trailing data. */
  trailingBytes: mebibyte,

  /** Unpacked bytes of one compressed blob. A bomb of 10 MB makes 10 GB; real layers stay far below this. */
  unpackedBytes: 1024 * 1024 * mebibyte,
  /**
   * Unpacked bytes per stored byte above which a stream counts as a bomb, once `ratioGraceBytes` have come out: a file
   * of zeros is no crime while it is small, and real layers stay under 50.
   */
  unpackedRatio: 200,
  ratioGraceBytes: 4096 * mebibyte,
  /** Window a zstd frame may ask for: what `zstd --ultra --long=27` makes and every decoder allows. */
  zstdWindowBytes: 128 * mebibyte,

  /** A database of installed packages: dpkg's has some megabytes, rpm's seldom 200. */
  packageDatabaseBytes: 256 * mebibyte,
  /** The record of one package: package.json, METADATA with its long description, a list of files. */
  packageRecordBytes: 16 * mebibyte,
  /** Packages of one database; a whole distribution has a hundred thousand. */
  packagesOfDatabase: 200_000,
  /** Folders and files that each record one package of an image. Large monorepos have some ten thousand. */
  packageRecords: 500_000,
  /** A name, version or architecture of a package, in characters. */
  packageTextLength: 4096,
  /** Files that the record of one Python package lists; the largest have some twenty thousand. */
  packageFiles: 200_000,

  /** Of each file so much is looked through for secrets; larger ones are disks and databases. */
  scannedFileBytes: 4096 * mebibyte,
  /** Bytes that small packed files of one part of a layer unpack to, which are looked through for secrets. */
  scannedPackedBytes: 256 * mebibyte,
  /** Likely secrets kept of one part of a layer. */
  layerSecrets: 10_000,

  /**
   * Milliseconds that a pattern of a user may take over all names or paths of a tree. Good ones take less than a second
   * for a million; some patterns take longer than anybody lives for one name that was made for them.
   */
  patternTime: 3000,

  /** Versions of paths, over all images, that images are read for in order to search them: about 80 bytes each. */
  searchedVersions: 20_000_000,

  /** Keys of two configs that differ and are told: a hostile config can hold a million, real ones some dozens. */
  configDifferences: 10_000,
  /** Steps of one history that are compared: a hostile config can hold a million, real ones some dozens. */
  comparedSteps: 10_000,

  /** Drags out of the window that are prepared at one time. */
  dragsUnderway: 4,

  /** One saved layer index that is kept or loaded. */
  indexFileBytes: 2048 * mebibyte,
  /** The part of a saved index that is text: owners, extended attributes, problems. Larger ones are not saved. */
  indexTextBytes: 64 * mebibyte,
  /** The checkpoints of one layer: a hundredth of its stored bytes as a rule. Further ones are not kept. */
  pointsFileBytes: 64 * mebibyte,
  /** All saved layer indexes and checkpoints; the least recently used are removed. A layer of 10,000 files takes about 1 MiB. */
  indexCacheBytes: 2048 * mebibyte,
} as const;

export type LimitName = keyof typeof usualLimits;

/** How far a limit can be raised where more could not be held: what the numbers and texts of the program can count. */
export const highestLimits: Readonly<Partial<Record<LimitName, number>>> = {
  jsonBytes: 500 * mebibyte,
  jsonDepth: 2000,
  indexDepth: 1000,
  nameBytes: 256 * mebibyte,
  extendedHeaderBytes: 256 * mebibyte,
  layerEntries: 100_000_000,
  layerNameBytes: 2048 * mebibyte,
  layerBodyOffset: usualLimits.layerBodyOffset,
  packageDatabaseBytes: 1024 * mebibyte,
  packageRecordBytes: 500 * mebibyte,
  patternTime: 2 ** 31 - 1,
  indexFileBytes: usualLimits.indexFileBytes,
  indexTextBytes: 500 * mebibyte,
};

function highestOf(name: string): number {
  const highest = Object.entries(highestLimits).find(([each]) => each === name);
  return highest?.[1] ?? Number.MAX_SAFE_INTEGER;
}

const { changes, refused } = changedLimits(
  process.env['LAYERSCOPE_LIMITS'] ?? '',
  new Map(Object.keys(usualLimits).map((name) => [name, highestOf(name)])),
);

/** The limits that hold in this process: the usual ones, but for those that `LAYERSCOPE_LIMITS` changes. */
export const limits: Readonly<Record<LimitName, number>> = { ...usualLimits, ...changes };

/**
 * The changed limits as a text, empty for the usual ones: what was found under other limits may be less than could be
 * found now, or more than should be.
 */
export const limitsKey = Object.entries(changes)
  .toSorted(([one], [other]) => (one < other ? -1 : 1))
  .map(([name, value]) => `${name}=${value}`)
  .join(' ');

/** What a `limit-reached` problem or failure says: which limit it was, under its name here, and the number that holds. */
export function limitValues(name: LimitName): {
  readonly field: LimitName;
  readonly limit: number;
} {
  return { field: name, limit: limits[name] };
}

/** Parts of `LAYERSCOPE_LIMITS` that say nothing; whoever starts a process tells the user. */
export const refusedLimits = refused;

/** Sizes of buffers, chosen by measuring; they bound memory and do not change any result. */
export const bufferSizes = {
  /** Window of the header reader: 4 to 64 KiB are equally fast warm, smaller is better cold. */
  headerWindow: 16 * kibibyte,
  /** Stored bytes handed to a decoder at a time. */
  inflateInput: 256 * kibibyte,
  /** Unpacked bytes handed out by a decoder at a time, at most. */
  inflateOutput: mebibyte,
  /** The same for a small blob: more than any decoder's window of its recent output needs. */
  inflateOutputLeast: 64 * kibibyte,
  /** Unpacked bytes between two checkpoints of a gzip stream: a read decodes half as many in vain. */
  checkpointSpan: 4 * mebibyte,
  /** Bytes of small files that are read of one layer at a time and then held together. */
  recordBatch: 32 * mebibyte,
  /** Bytes of an uncompressed tar that are decoded in vain rather than entering it anew at a checkpoint. */
  decodeThrough: 16 * mebibyte,
  /** Bytes read at a time of an uncompressed layer of which many files are wanted. */
  visitWindow: 256 * kibibyte,
  /** Small pieces of what is written are gathered until there are so many bytes. */
  gathered: mebibyte,
  /** Bytes read at a time for hashing. */
  hashInput: mebibyte,
  /** Bytes between two files that are read in vain rather than reading each of them alone. */
  readThrough: 32 * kibibyte,
} as const;
