import { isIPv4 } from 'node:net';

/** Just enough DER (X.690) to write a certificate. Each function gives one encoded value. */
export type Der = Buffer;

export function tagged(tag: number, ...contents: readonly Der[]): Der {
  const body = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag]), encodedLength(body.length), body]);
}

function encodedLength(length: number): Der {
  if (length < 0x80) return Buffer.from([length]);
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return Buffer.from([0x80 | bytes.length, ...bytes]);
}

export const sequence = (...parts: readonly Der[]): Der => tagged(0x30, ...parts);
export const set = (...parts: readonly Der[]): Der => tagged(0x31, ...parts);
export const nothing = (): Der => tagged(0x05);
export const truth = (): Der => tagged(0x01, Buffer.from([0xff]));
export const utf8 = (text: string): Der => tagged(0x0c, Buffer.from(text, 'utf8'));
export const octets = (content: Der): Der => tagged(0x04, content);
export const bits = (content: Der): Der => tagged(0x03, Buffer.from([0]), content);

/** An integer of at least zero, from its big-endian bytes, in the fewest bytes: DER allows no other way. */
export function integer(bytes: Uint8Array): Der {
  const firstNonZero = bytes.findIndex((byte) => byte !== 0);
  const shortest = firstNonZero < 0 ? Buffer.from([0]) : Buffer.from(bytes.subarray(firstNonZero));
  return tagged(0x02, (shortest[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), shortest]) : shortest);
}

export function objectId(dotted: string): Der {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second];
  for (const part of rest) bytes.push(...base128(part));
  return tagged(0x06, Buffer.from(bytes));
}

function base128(value: number): readonly number[] {
  const bytes = [value & 0x7f];
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) bytes.unshift((rest & 0x7f) | 0x80);
  return bytes;
}

/** RFC 5280 4.1.2.5: two-digit years before 2050, four-digit ones from then on. */
export function time(at: Date): Der {
  const digits = `${at.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`;
  return at.getUTCFullYear() < 2050
    ? tagged(0x17, Buffer.from(digits.slice(2), 'ascii'))
    : tagged(0x18, Buffer.from(digits, 'ascii'));
}

export function ipAddressBytes(address: string): Buffer {
  if (isIPv4(address)) return Buffer.from(address.split('.').map(Number));
  const [head = '', tail] = address.split('::');
  const groups = (text: string): readonly string[] => (text === '' ? [] : text.split(':'));
  const left = groups(head);
  const right = tail === undefined ? [] : groups(tail);
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0');
  return Buffer.from([...left, ...zeros, ...right].map((group) => group.padStart(4, '0')).join(''), 'hex');
}
