import { ANY_HOSTNAME } from '../hostname.ts';

/**
 * Finds out which hostnames overlap those of other owners (equal, one a wildcard over the other, or one that stands
 * for everything) in time that grows with the number of names, not of pairs.
 */
export class HostnameOverlaps {
  /** Owners of each name as it is written. */
  readonly #exact = new Map<string, Owners>();
  /** By suffix: owners of names somewhere below it. */
  readonly #below = new Map<string, Owners>();
  readonly #all = new Owners();

  add(hostname: string, owner: object): void {
    this.#all.add(owner);
    ownersAt(this.#exact, hostname).add(owner);
    for (const suffix of suffixesOf(hostname)) ownersAt(this.#below, suffix).add(owner);
  }

  overlapsOther(hostname: string, owner: object): boolean {
    if (hostname === ANY_HOSTNAME) return this.#all.hasOther(owner);
    const names = [ANY_HOSTNAME, hostname, ...suffixesOf(hostname).map((suffix) => `*${suffix}`)];
    if (names.some((name) => this.#exact.get(name)?.hasOther(owner) === true)) return true;
    return hostname.startsWith('*.') && this.#below.get(hostname.slice(1))?.hasOther(owner) === true;
  }
}

/** `.b.example.com`, `.example.com`, `.com` of `a.b.example.com`; a wildcard is below the suffixes above its own. */
function suffixesOf(hostname: string): readonly string[] {
  const suffixes: string[] = [];
  let dot = hostname.indexOf('.');
  while (dot >= 0) {
    suffixes.push(hostname.slice(dot));
    dot = hostname.indexOf('.', dot + 1);
  }
  return suffixes;
}

function ownersAt(map: Map<string, Owners>, key: string): Owners {
  let owners = map.get(key);
  if (owners === undefined) {
    owners = new Owners();
    map.set(key, owners);
  }
  return owners;
}

/** Remembers one owner, and whether there are others. */
class Owners {
  #first: object | undefined;
  #more = false;

  add(owner: object): void {
    this.#first ??= owner;
    if (this.#first !== owner) this.#more = true;
  }

  hasOther(owner: object): boolean {
    return this.#more || (this.#first !== undefined && this.#first !== owner);
  }
}
