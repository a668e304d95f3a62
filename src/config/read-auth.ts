import { AUTH, type AuthMode } from './auth-option.ts';
import { chooseSource } from './choose-source.ts';
import { isLoopback } from './is-loopback.ts';
import type { OptionReader } from './option-reader.ts';
import type { SourceConfig } from './source-config.ts';

interface Circumstances {
  readonly source: SourceConfig;
  readonly host: string;
  readonly tls: { readonly clientCaFile?: string | undefined } | undefined;
}

/** Whose rights count; notes what does not go together. */
export function readAuth(
  options: OptionReader,
  { source, host, tls }: Circumstances,
  inPod: boolean,
): AuthMode {
  const { kind } = chooseSource(source, { inPod }).choice;
  const isLive = kind === 'kubernetes' || kind === 'inCluster';
  const given = options.one(AUTH)?.value;
  const auth = given ?? (kind === 'inCluster' ? 'token' : 'none');
  if (auth === 'none') {
    if (isLive && !isLoopback(host)) options.problems.push(lends(host));
  } else if (!isLive) {
    options.problems.push(`--auth ${auth} needs a cluster: manifests know no users.`);
  }
  if (auth === 'impersonate' && tls?.clientCaFile === undefined) {
    options.problems.push(
      '--auth impersonate needs --tls-client-ca: only a proxy with a certificate of that authority is believed.',
    );
  }
  return auth;
}

function lends(host: string): string {
  return (
    `--auth none on ${host} would lend the rights of the kubeconfig to whoever reaches that address. ` +
    'Use --auth token, for callers with tokens of their own, or --host 127.0.0.1.'
  );
}
