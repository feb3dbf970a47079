/** A file's capabilities as the kernel reads them (linux/capability.h, struct vfs_ns_cap_data). */
export interface FileCapabilities {
  readonly version: 1 | 2 | 3;
  /** Whether the program gets the permitted capabilities at once, without asking for them. */
  readonly effective: boolean;
  readonly permitted: readonly string[];
  readonly inheritable: readonly string[];
  /** The user number that is root in the namespace the capabilities hold for; null before version 3. */
  readonly rootId: number | null;
}

/** Bit n of a capability set is the n-th name (linux/capability.h). */
const names = [
  'cap_chown',
  'cap_dac_override',
  'cap_dac_read_search',
  'cap_fowner',
  'cap_fsetid',
  'cap_kill',
  'cap_setgid',
  'cap_setuid',
  'cap_setpcap',
  'cap_linux_immutable',
  'cap_net_bind_service',
  'cap_net_broadcast',
  'cap_net_admin',
  'cap_net_raw',
  'cap_ipc_lock',
  'cap_ipc_owner',
  'cap_sys_module',
  'cap_sys_rawio',
  'cap_sys_chroot',
  'cap_sys_ptrace',
  'cap_sys_pacct',
  'cap_sys_admin',
  'cap_sys_boot',
  'cap_sys_nice',
  'cap_sys_resource',
  'cap_sys_time',
  'cap_sys_tty_config',
  'cap_mknod',
  'cap_lease',
  'cap_audit_write',
  'cap_audit_control',
  'cap_setfcap',
  'cap_mac_override',
  'cap_mac_admin',
  'cap_syslog',
  'cap_wake_alarm',
  'cap_block_suspend',
  'cap_audit_read',
  'cap_perfmon',
  'cap_bpf',
  'cap_checkpoint_restore',
] as const;

const effectiveFlag = 0x000001;

/**
 * Decodes the value of `security.capability`. Null unless its length is exactly that of the version it states, as the
 * kernel demands. A bit without a name in Linux 6 is written `cap_N`.
 */
export function decodeCapability(value: Uint8Array): FileCapabilities | null {
  const view = new DataView(value.buffer, value.byteOffset, value.byteLength);
  if (value.byteLength < 12) return null;
  const magic = view.getUint32(0, true);
  const version = magic >>> 24;
  const effective = (magic & effectiveFlag) !== 0;
  if (version === 1 && value.byteLength === 12) {
    return { version, effective, ...sets(view, 1), rootId: null };
  }
  if (version === 2 && value.byteLength === 20) {
    return { version, effective, ...sets(view, 2), rootId: null };
  }
  if (version === 3 && value.byteLength === 24) {
    return { version, effective, ...sets(view, 2), rootId: view.getUint32(20, true) };
  }
  return null;
}

function sets(view: DataView, words: number): Pick<FileCapabilities, 'permitted' | 'inheritable'> {
  const permitted: string[] = [];
  const inheritable: string[] = [];
  for (let word = 0; word < words; word += 1) {
    permitted.push(...capabilityNames(view.getUint32(4 + word * 8, true), word * 32));
    inheritable.push(...capabilityNames(view.getUint32(8 + word * 8, true), word * 32));
  }
  return { permitted, inheritable };
}

function capabilityNames(bits: number, first: number): string[] {
  const found: string[] = [];
  for (let bit = 0; bit < 32; bit += 1) {
    if (((bits >>> bit) & 1) === 1) found.push(names[first + bit] ?? `cap_${first + bit}`);
  }
  return found;
}

/** As `getcap` of libcap prints them: `cap_net_raw=ep`; inheritable ones that are not permitted follow on their own. */
export function capabilityText({ permitted, inheritable, effective }: FileCapabilities): string {
  const both = permitted.filter((name) => inheritable.includes(name));
  const only = permitted.filter((name) => !inheritable.includes(name));
  const rest = inheritable.filter((name) => !permitted.includes(name));
  const mark = effective ? 'e' : '';
  return [[only, `${mark}p`] as const, [both, `${mark}ip`] as const, [rest, 'i'] as const]
    .filter(([names]) => names.length > 0)
    .map(([names, flags]) => `${names.join(',')}=${flags}`)
    .join(' ');
}
