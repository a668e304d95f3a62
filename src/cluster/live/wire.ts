import type { Dispatcher } from 'undici';

/** What client-node found for a connection; field names of node:tls. */
export interface TlsSettings {
  readonly ca?: unknown;
  readonly cert?: unknown;
  readonly key?: unknown;
  readonly servername?: string | undefined;
  readonly rejectUnauthorized?: boolean | undefined;
}

/** How one identity reaches the cluster right now: its connection and its headers. */
export interface Wire {
  readonly tls: TlsSettings;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly proxyUrl: string | undefined;
  /** A connection through a SOCKS proxy, which undici leaves to client-node. */
  readonly socks: () => Promise<Dispatcher | undefined>;
}

/** Whoever calls the API server: the kubeconfig's own user, or a caller with a token. */
export interface Identity {
  /** Rejects where credentials cannot be had; the message is fit for users. */
  wire(): Promise<Wire>;
  /** After a 401 with `stale`: fresh credentials, or undefined where there can be no others. */
  renew(stale: Wire): Promise<Wire | undefined>;
}
