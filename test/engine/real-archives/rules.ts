/** What one archive of the semantics set must look like, and which engines make the same of it. */
export interface Rule {
  /** In the notation of `contentListing`. */
  readonly tree: Readonly<Record<string, string>>;
  /** Engines whose own result, kept beside the archives, is exactly this tree. */
  readonly like: readonly Engine[];
}

export type Engine =
  | 'umoci'
  | 'docker-overlay2'
  | 'docker-vfs'
  | 'ctr-overlayfs'
  | 'podman-overlay';

const all: readonly Engine[] = [
  'umoci',
  'docker-overlay2',
  'docker-vfs',
  'ctr-overlayfs',
  'podman-overlay',
];
const overlays: readonly Engine[] = ['docker-overlay2', 'ctr-overlayfs', 'podman-overlay'];
const lastWins: readonly Engine[] = ['umoci', 'ctr-overlayfs'];

/**
 * How two layers become one tree, case by case (OCI image-spec layer.md; where that is silent, what most engines do).
 * An engine that is not named fails on the archive or makes something else of it.
 */
export const rules: Readonly<Record<string, Rule>> = {
  // Only the root has book-keeping of AUFS: elsewhere the name is a whiteout of `.wh.aufs`.
  aufs_nested_meta: {
    tree: { a: 'd755', 'a/x': "'x'" },
    like: ['umoci', 'docker-overlay2', 'docker-vfs', 'ctr-overlayfs'],
  },
  // Hidden, yet hard links lead into it. No engine hides all of it.
  aufs_plnk: { tree: { bin1: "'linked'", bin2: "'linked'" }, like: [] },
  // A device 0, 0 is no whiteout in a layer's tar.
  chr00: { tree: { x: 'chr', y: "'x'" }, like: ['umoci', 'docker-vfs'] },
  concat_tars: { tree: { a: "'x'" }, like: all },
  dir_merge_meta: { tree: { a: 'd755', 'a/x': "'x'" }, like: all },
  dir_to_file_to_dir: { tree: { p: 'd755', 'p/new': "'x'" }, like: all },
  dir_to_symlink: { tree: { p: '->q', q: 'd755', 'q/qq': "'x'" }, like: all },
  dup_dir_then_file: { tree: { p: "'now-file'" }, like: lastWins },
  dup_file: { tree: { f: "'two'" }, like: lastWins },
  dup_file_then_dir: { tree: { p: 'd755', 'p/c': "'x'" }, like: lastWins },
  dup_spellings: { tree: { a: 'd755', 'a/f': "'333'" }, like: lastWins },
  empty_1024: { tree: { a: "'x'" }, like: all },
  file_to_dir: { tree: { f: 'd755', 'f/x': "'x'" }, like: all },
  hl_abs_dot: { tree: { f: "'data'", g: "'data'", k: "'data'" }, like: all },
  // Engines fail on a link before its target; nothing is unclear about what it means.
  hl_forward: { tree: { f: "'late'", g: "'late'" }, like: [] },
  hl_lower: { tree: { f: "'data'", g: "'data'" }, like: ['umoci', 'docker-vfs'] },
  hl_missing: { tree: { g: 'broken', z: "'x'" }, like: [] },
  hl_modify: { tree: { f: "'new'", g: "'old'" }, like: all },
  hl_to_symlink: { tree: { f: "'data'", g: '->f', s: '->f' }, like: all },
  hl_wh_same_layer: { tree: { g: "'data'" }, like: ['umoci', 'docker-vfs'] },
  hl_wh_target: { tree: { g: "'old'" }, like: all },
  no_eof: { tree: { a: "'x'", b: "'x'" }, like: all },
  opq_first: { tree: { a: 'd755', 'a/new': "'x'" }, like: all },
  opq_last: {
    tree: { a: 'd755', 'a/new': "'x'", 'a/sub': 'd755', 'a/sub/new2': "'x'" },
    like: all,
  },
  opq_last_implied: {
    tree: { a: 'd755', 'a/sub': 'd755', 'a/sub/new2': "'x'" },
    like: ['umoci', ...overlays],
  },
  // Nothing to hide: no folder is made for it.
  opq_missing_dir: { tree: { z: "'x'" }, like: ['umoci'] },
  opq_no_dir_entry: { tree: { a: 'd755' }, like: all },
  opq_over_file: { tree: { a: 'd755', 'a/new': "'x'" }, like: overlays },
  opq_plus_wh: {
    tree: { a: 'd755', 'a/n': "'x'" },
    like: ['umoci', 'docker-overlay2', 'docker-vfs'],
  },
  opq_root: { tree: { new: "'x'" }, like: ['umoci', 'docker-vfs'] },
  // Through a link of the same layer, and never out of the root.
  symlink_escape: {
    tree: { evil: '->/../../../tmp', tmp: 'd755', 'tmp/zz': "'x'" },
    like: ['umoci', 'ctr-overlayfs'],
  },
  symlink_escape2: { tree: { evil: '->../../..', zz: "'x'" }, like: all },
  symlink_parent_explicit: {
    tree: { link: 'd755', 'link/new': "'x'", real: 'd755', 'real/o': "'x'" },
    like: all,
  },
  // A link of a lower layer becomes a folder.
  symlink_parent_implied: {
    tree: { link: 'd755', 'link/new': "'x'", real: 'd755', 'real/o': "'x'" },
    like: overlays,
  },
  symlink_parent_same_layer: {
    tree: { link: '->real', real: 'd755', 'real/new': "'x'" },
    like: all,
  },
  symlink_parent_wh: {
    tree: { link: 'd755', real: 'd755', 'real/o': "'x'" },
    like: ['docker-overlay2'],
  },
  trailing_garbage: { tree: { a: "'x'" }, like: all },
  wh_after_file: { tree: { a: 'd755', 'a/keep': "'k'", 'a/x': "'new'" }, like: ['umoci'] },
};
