import type { Impersonation } from '../../kube/connected-cluster.ts';
import type { Identity, Wire } from './wire.ts';

/**
 * Our own user in another's name: our connection and credentials, and the `Impersonate-*` headers of a caller for whom
 * a trusted proxy vouches. The API server checks that we may do that.
 */
export function impersonatingIdentity(own: Identity, impersonation: Impersonation): Identity {
  const named = impersonateHeaders(impersonation);
  const ownWires = new WeakMap<Wire, Wire>();
  const inTheNameOf = (wire: Wire): Wire => {
    if (Object.keys(wire.headers).some((name) => /^impersonate-/i.test(name))) {
      throw new Error('the kubeconfig acts as somebody else already, and cannot act as its callers too');
    }
    const impersonating = { ...wire, headers: { ...wire.headers, ...named } };
    ownWires.set(impersonating, wire);
    return impersonating;
  };
  return {
    wire: async () => inTheNameOf(await own.wire()),
    renew: async (stale) => {
      const ownWire = ownWires.get(stale);
      const renewed = ownWire === undefined ? undefined : await own.renew(ownWire);
      return renewed === undefined ? undefined : inTheNameOf(renewed);
    },
  };
}

/** One header line a group: groups joined by a comma would be one group of that name. */
function impersonateHeaders({
  user,
  uid,
  groups,
  extra,
}: Impersonation): Readonly<Record<string, string | readonly string[]>> {
  return {
    'Impersonate-User': user,
    ...(uid === undefined ? {} : { 'Impersonate-Uid': uid }),
    ...(groups.length === 0 ? {} : { 'Impersonate-Group': groups }),
    ...Object.fromEntries(Object.entries(extra).map(([key, values]) => [`Impersonate-Extra-${key}`, values])),
  };
}
