import type { Environment } from '@marcbachmann/cel-js';
import { formatIp } from '../../validation/formats/format-ip.ts';
import {
  type IpAddress,
  type IpBlock,
  maskIp,
  parseIp,
  parseIpBlock,
} from '../../validation/formats/parse-ip.ts';
import { registerAll, registerNamespace } from '../register.ts';

class Ip {
  readonly address: IpAddress;

  constructor(address: IpAddress) {
    this.address = address;
  }

  static parse(text: string): Ip {
    const address = parseIp(text);
    if (address === undefined) throw new Error('IP address parse error during conversion from string');
    return new Ip(address);
  }
}

class Cidr {
  readonly block: IpBlock;

  constructor(block: IpBlock) {
    this.block = block;
  }

  static parse(text: string): Cidr {
    const block = parseIpBlock(text);
    if (block === undefined) throw new Error('network address parse error during conversion from string');
    return new Cidr(block);
  }
}

const within = (text: string) => Cidr.parse(text).block;
const LOOPBACK = { 4: within('127.0.0.0/8'), 6: within('::1/128') };
const UNSPECIFIED = { 4: within('0.0.0.0/32'), 6: within('::/128') };
const LINK_LOCAL_UNICAST = { 4: within('169.254.0.0/16'), 6: within('fe80::/10') };
const LINK_LOCAL_MULTICAST = { 4: within('224.0.0.0/24'), 6: within('ff02::/16') };
const MULTICAST = { 4: within('224.0.0.0/4'), 6: within('ff00::/8') };
const BROADCAST = within('255.255.255.255/32');

/** https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-ip-address-library, and CIDR. */
export function registerIps(environment: Environment): void {
  environment.registerType('net.IP', { ctor: Ip });
  environment.registerType('net.CIDR', { ctor: Cidr });
  registerNamespace(environment, 'ip', 'IpNamespace');
  registerAll(environment, {
    'ip(string): net.IP': (text: string) => Ip.parse(text),
    'isIP(string): bool': (text: string) => parseIp(text) !== undefined,
    'IpNamespace.isCanonical(string): bool': (_: unknown, text: string) =>
      formatIp(Ip.parse(text).address) === text,
    'string(net.IP): string': ({ address }: Ip) => formatIp(address),
    'net.IP.family(): int': ({ address }: Ip) => BigInt(address.family),
    'net.IP.isUnspecified(): bool': ({ address }: Ip) => holds(UNSPECIFIED[address.family], address),
    'net.IP.isLoopback(): bool': ({ address }: Ip) => holds(LOOPBACK[address.family], address),
    'net.IP.isLinkLocalMulticast(): bool': ({ address }: Ip) =>
      holds(LINK_LOCAL_MULTICAST[address.family], address),
    'net.IP.isLinkLocalUnicast(): bool': ({ address }: Ip) =>
      holds(LINK_LOCAL_UNICAST[address.family], address),
    'net.IP.isGlobalUnicast(): bool': ({ address }: Ip) => isGlobalUnicast(address),
  });
  environment.registerOperator('net.IP == net.IP', (a: Ip, b: Ip) => sameIp(a.address, b.address));
  registerBlocks(environment);
}

function registerBlocks(environment: Environment): void {
  registerAll(environment, {
    'cidr(string): net.CIDR': (text: string) => Cidr.parse(text),
    'isCIDR(string): bool': (text: string) => parseIpBlock(text) !== undefined,
    'string(net.CIDR): string': ({ block }: Cidr) => `${formatIp(block.address)}/${block.prefix}`,
    'net.CIDR.containsIP(string): bool': ({ block }: Cidr, text: string) =>
      holds(block, Ip.parse(text).address),
    'net.CIDR.containsIP(net.IP): bool': ({ block }: Cidr, { address }: Ip) => holds(block, address),
    'net.CIDR.containsCIDR(string): bool': ({ block }: Cidr, text: string) =>
      holdsBlock(block, Cidr.parse(text).block),
    'net.CIDR.containsCIDR(net.CIDR): bool': ({ block }: Cidr, other: Cidr) => holdsBlock(block, other.block),
    'net.CIDR.ip(): net.IP': ({ block }: Cidr) => new Ip(block.address),
    'net.CIDR.masked(): net.CIDR': ({ block: { address, prefix } }: Cidr) =>
      new Cidr({ address: maskIp(address, prefix), prefix }),
    'net.CIDR.prefixLength(): int': ({ block }: Cidr) => BigInt(block.prefix),
  });
  environment.registerOperator(
    'net.CIDR == net.CIDR',
    (a: Cidr, b: Cidr) => a.block.prefix === b.block.prefix && sameIp(a.block.address, b.block.address),
  );
}

function sameIp(a: IpAddress, b: IpAddress): boolean {
  return a.family === b.family && a.value === b.value;
}

function holds({ address, prefix }: IpBlock, other: IpAddress): boolean {
  return sameIp(maskIp(address, prefix), maskIp(other, prefix));
}

function holdsBlock(block: IpBlock, other: IpBlock): boolean {
  return block.prefix <= other.prefix && holds(block, other.address);
}

/** As Go's net package has it: private addresses are. */
function isGlobalUnicast(address: IpAddress): boolean {
  const { family } = address;
  const others = [
    UNSPECIFIED[family],
    LOOPBACK[family],
    MULTICAST[family],
    LINK_LOCAL_UNICAST[family],
    BROADCAST,
  ];
  return !others.some((block) => block.address.family === family && holds(block, address));
}
