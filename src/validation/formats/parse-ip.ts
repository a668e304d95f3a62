export interface IpAddress {
  readonly family: 4 | 6;
  readonly value: bigint;
}

export interface IpBlock {
  readonly address: IpAddress;
  readonly prefix: number;
}

const BITS = { 4: 32, 6: 128 } as const;
/** Without leading zeros, which some read as octal. */
const OCTET = /^(?:0|[1-9]\d{0,2})$/;
const GROUP = /^[0-9a-fA-F]{1,4}$/;
const GROUPS = 8;
const MAPPED = 0xffffn;

/** An IPv4 or IPv6 address; undefined for zones, leading zeros and IPv4 in IPv6, as Kubernetes' CEL has it. */
export function parseIp(text: string): IpAddress | undefined {
  if (!text.includes(':')) return parseIp4(text);
  const value = parseIp6(text);
  return value === undefined || value >> 32n === MAPPED ? undefined : { family: 6, value };
}

/** `10.0.0.0/8`. Bits behind the prefix may be set. */
export function parseIpBlock(text: string): IpBlock | undefined {
  const slash = text.lastIndexOf('/');
  const address = slash < 0 ? undefined : parseIp(text.slice(0, slash));
  const prefix = text.slice(slash + 1);
  if (address === undefined || !OCTET.test(prefix) || Number(prefix) > BITS[address.family]) return undefined;
  return { address, prefix: Number(prefix) };
}

/** The address with the bits behind the prefix cleared. */
export function maskIp({ family, value }: IpAddress, prefix: number): IpAddress {
  const host = BigInt(BITS[family] - prefix);
  return { family, value: (value >> host) << host };
}

function parseIp4(text: string): IpAddress | undefined {
  const octets = text.split('.');
  if (octets.length !== 4 || !octets.every((octet) => OCTET.test(octet) && Number(octet) <= 255))
    return undefined;
  return { family: 4, value: octets.reduce((value, octet) => (value << 8n) | BigInt(octet), 0n) };
}

function parseIp6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [before, after] = halves.map((half) => groupsOf(half));
  if (before === undefined || (halves.length === 2 && after === undefined)) return undefined;
  const missing = GROUPS - before.length - (after?.length ?? 0);
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...before, ...Array.from({ length: missing }, () => 0n), ...(after ?? [])];
  return groups.reduce((value, group) => (value << 16n) | group, 0n);
}

function groupsOf(half: string): readonly bigint[] | undefined {
  const groups = half === '' ? [] : half.split(':');
  return groups.every((group) => GROUP.test(group)) ? groups.map((group) => BigInt(`0x${group}`)) : undefined;
}
