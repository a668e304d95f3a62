import { asString } from '../../kube/json.ts';
import type { ChosenContext } from './chosen-context.ts';
import type { KubeconfigDocument } from './kubeconfig-document.ts';
import { KubeconfigError } from './kubeconfig-error.ts';

const NAMES_SHOWN = 50;

/** The context that was asked for, or the current one, with its cluster and user. */
export function chooseContext(document: KubeconfigDocument, wanted: string | undefined): ChosenContext {
  const known = [...document.contexts.keys()].sort().slice(0, NAMES_SHOWN).join(', ') || 'none';
  const name = wanted ?? document.currentContext;
  if (name === undefined) {
    throw new KubeconfigError(
      `the kubeconfig has no current context; name one with --context (it has: ${known})`,
    );
  }
  const context = document.contexts.get(name);
  if (context === undefined) {
    throw new KubeconfigError(`the kubeconfig has no context "${name}"; it has: ${known}`);
  }
  const cluster = document.clusters.get(asString(context['cluster']) ?? '');
  if (cluster === undefined) {
    throw new KubeconfigError(`the context "${name}" names a cluster that the kubeconfig does not have`);
  }
  const userName = asString(context['user']);
  const user = userName ? document.users.get(userName) : {};
  if (user === undefined) {
    throw new KubeconfigError(`the context "${name}" names a user that the kubeconfig does not have`);
  }
  const chosen = { name, cluster, user };
  checkServer(chosen);
  checkProxy(chosen);
  return chosen;
}

function checkProxy({ name, cluster }: ChosenContext): void {
  const proxy = asString(cluster['proxy-url']) ?? '';
  if (proxy !== '' && !/^(https?|socks[45]?[ah]?):\/\/./.test(proxy)) {
    throw new KubeconfigError(`the proxy-url of context "${name}" is no http, https or socks URL`);
  }
}

/** Credentials over plain HTTP are for tunnels on this machine, or for who says that TLS does not matter. */
function checkServer({ name, cluster }: ChosenContext): void {
  const server = asString(cluster['server']) ?? '';
  if (!URL.canParse(server) || !/^https?:$/.test(new URL(server).protocol)) {
    throw new KubeconfigError(`the cluster of context "${name}" has no server URL (https://host:port)`);
  }
  const { protocol, hostname } = new URL(server);
  const local = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
  if (protocol === 'http:' && !local && cluster['insecure-skip-tls-verify'] !== true) {
    throw new KubeconfigError(
      `the server of context "${name}" is http://, where others can read the credentials; use https://`,
    );
  }
}
