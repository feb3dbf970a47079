// @ts-check
/**
 * A drive that hangs when it is told to: `node hanging-drive-program.mjs FOLDER MOUNT` shows the files of a folder, read
 * only, as a file system of its own (fuse(4), protocol 7.31; Linux, as root). Messages from the parent process say when
 * questions are no longer answered and when they are again. Like a drive in a network it gives up what a killed process
 * waits for. It ends with the parent, and whoever waits for it then gets an error.
 */
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, read, readdirSync, readSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const [folder = '', mount = ''] = process.argv.slice(2);

const calls = {
  lookup: 1,
  forget: 2,
  getattr: 3,
  open: 14,
  read: 15,
  release: 18,
  flush: 25,
  init: 26,
  interrupt: 36,
  forgetMany: 42,
};
const headBytes = 40;
const rootNode = 1n;
const errors = { none: 0, noEntry: -2, interrupted: -4, notThere: -38 };
/** What each open reads anew, so that no answer comes from memory. */
const directIo = 1;

/** @type {Map<bigint, string>} */
const names = new Map();
/** @type {'none' | 'reads' | 'all'} */
let hanging = 'none';
/** Reads before this byte are answered whatever hangs. */
let from = 0n;
/** @type {Map<bigint, Buffer>} */
const waiting = new Map();

const device = openSync('/dev/fuse', 'r+');
const options = 'fd=3,rootmode=40000,user_id=0,group_id=0,allow_other,default_permissions';
const mounted = spawnSync('mount', ['-i', '-t', 'fuse', '-o', options, 'hanging', mount], {
  stdio: ['ignore', 'ignore', 'inherit', device],
});
if (mounted.status !== 0) process.exit(1);

process.on('message', (/** @type {{ hanging: typeof hanging, from: number }} */ told) => {
  ({ hanging } = told);
  from = BigInt(told.from);
  for (const [id, request] of waiting) {
    waiting.delete(id);
    take(request);
  }
  process.send?.({ kind: 'told' });
});
process.on('disconnect', () => process.exit(0));

const buffer = Buffer.alloc(1024 * 1024);
next();
process.send?.({ kind: 'mounted' });

function next() {
  read(device, buffer, 0, buffer.length, null, (error, count) => {
    // ENOENT: the question was taken back before it was read.
    if (error !== null && error.code !== 'ENOENT') process.exit(0);
    if (error === null) take(Buffer.from(buffer.subarray(0, count)));
    next();
  });
}

/** @param {Buffer} request */
function take(request) {
  const call = request.readUInt32LE(4);
  const id = request.readBigUInt64LE(8);
  if (call === calls.interrupt) {
    const given = request.readBigUInt64LE(headBytes);
    if (waiting.delete(given)) reply(given, errors.interrupted);
    return;
  }
  if (call === calls.forget || call === calls.forgetMany) return;
  if (hangs(call, request)) waiting.set(id, request);
  else answer(call, id, request);
}

/** @param {number} call @param {Buffer} request */
function hangs(call, request) {
  if (call === calls.init || call === calls.release || hanging === 'none') return false;
  if (call !== calls.read) return hanging === 'all';
  return request.readBigUInt64LE(headBytes + 8) >= from;
}

/** @param {number} call @param {bigint} id @param {Buffer} request */
function answer(call, id, request) {
  const node = request.readBigUInt64LE(16);
  const body = request.subarray(headBytes);
  try {
    if (call === calls.init) reply(id, errors.none, initAnswer());
    else if (call === calls.lookup) reply(id, errors.none, entryOf(nameIn(body)));
    else if (call === calls.getattr) reply(id, errors.none, attributeAnswer(node));
    else if (call === calls.open) reply(id, errors.none, openAnswer());
    else if (call === calls.read) reply(id, errors.none, bytesOf(node, body));
    else if (call === calls.release || call === calls.flush) reply(id, errors.none);
    else reply(id, errors.notThere);
  } catch {
    reply(id, errors.noEntry);
  }
}

/** @param {bigint} id @param {number} error */
function reply(id, error, body = Buffer.alloc(0)) {
  const head = Buffer.alloc(16);
  head.writeUInt32LE(head.length + body.length, 0);
  head.writeInt32LE(error, 4);
  head.writeBigUInt64LE(id, 8);
  try {
    writeSync(device, Buffer.concat([head, body]));
  } catch {
    // Nobody waits for it any more.
  }
}

function initAnswer() {
  const body = Buffer.alloc(64);
  body.writeUInt32LE(7, 0);
  body.writeUInt32LE(31, 4);
  body.writeUInt32LE(128 * 1024, 8);
  body.writeUInt16LE(64, 16);
  body.writeUInt16LE(48, 18);
  body.writeUInt32LE(64 * 1024, 20);
  body.writeUInt32LE(1, 24);
  return body;
}

/** @param {Buffer} body */
function nameIn(body) {
  return body.toString('utf8', 0, body.indexOf(0));
}

/** @param {string} name */
function entryOf(name) {
  if (!readdirSync(folder).includes(name)) throw new Error('not there');
  const place = join(folder, name);
  const node = BigInt(statSync(place).ino) + 1n;
  names.set(node, place);
  const body = Buffer.alloc(40);
  body.writeBigUInt64LE(node, 0);
  return Buffer.concat([body, attributes(node)]);
}

/** @param {bigint} node */
function attributeAnswer(node) {
  return Buffer.concat([Buffer.alloc(16), attributes(node)]);
}

function openAnswer() {
  const body = Buffer.alloc(16);
  body.writeUInt32LE(directIo, 8);
  return body;
}

/** @param {bigint} node */
function attributes(node) {
  const place = node === rootNode ? folder : names.get(node);
  if (place === undefined) throw new Error('not there');
  const stats = statSync(place, { bigint: true });
  const body = Buffer.alloc(88);
  body.writeBigUInt64LE(node, 0);
  body.writeBigUInt64LE(stats.size, 8);
  body.writeBigUInt64LE(stats.blocks, 16);
  const times = [stats.atimeNs, stats.mtimeNs, stats.ctimeNs];
  times.forEach((time, at) => {
    body.writeBigUInt64LE(time / 1_000_000_000n, 24 + 8 * at);
    body.writeUInt32LE(Number(time % 1_000_000_000n), 48 + 4 * at);
  });
  body.writeUInt32LE(Number(stats.mode), 60);
  body.writeUInt32LE(Number(stats.nlink), 64);
  body.writeUInt32LE(4096, 80);
  return body;
}

/** @param {bigint} node @param {Buffer} body */
function bytesOf(node, body) {
  const place = names.get(node);
  if (place === undefined) throw new Error('not there');
  const offset = body.readBigUInt64LE(8);
  const bytes = Buffer.alloc(body.readUInt32LE(16));
  const descriptor = openSync(place, 'r');
  try {
    return bytes.subarray(0, readSync(descriptor, bytes, 0, bytes.length, offset));
  } finally {
    closeSync(descriptor);
  }
}
