import type { ClusterVersions } from '../../kube/cluster-reader.ts';
import { asObject, asString, getIn, type Json } from '../../kube/json.ts';
import type { Call } from './read-object.ts';

const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
/** The CRDs that every release has; releases can be mixed, and routes are what most questions are about. */
const WITNESSES = ['httproutes', 'gateways'].map((plural) => `${plural}.gateway.networking.k8s.io`);
const BUNDLE_VERSION = 'gateway.networking.k8s.io/bundle-version';
const CHANNEL = 'gateway.networking.k8s.io/channel';

/** Only the metadata of a CRD, not its 200 KiB of schema; servers that cannot do that send it whole. */
export const METADATA_ACCEPT =
  'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json';

/** Which Kubernetes and which release of Gateway API this is; what may not be read stays out. */
export async function readVersions(call: Call, callForMetadata: Call = call): Promise<ClusterVersions> {
  const [kubernetes, bundle] = await Promise.all([bodyOf(call, '/version'), readBundle(callForMetadata)]);
  return { kubernetesVersion: asString(asObject(kubernetes)['gitVersion']), ...bundle };
}

async function readBundle(
  call: Call,
): Promise<Pick<ClusterVersions, 'gatewayApiVersion' | 'gatewayApiChannel'>> {
  for (const name of WITNESSES) {
    const annotations = getIn(await bodyOf(call, `${CRDS}/${name}`), 'metadata', 'annotations');
    const gatewayApiVersion = asString(asObject(annotations)[BUNDLE_VERSION]);
    if (gatewayApiVersion !== undefined) {
      return { gatewayApiVersion, gatewayApiChannel: asString(asObject(annotations)[CHANNEL]) };
    }
  }
  return {};
}

async function bodyOf(call: Call, path: string): Promise<Json | undefined> {
  const answer = await call(path);
  return answer.state === 'answered' && answer.status === 200 ? answer.body : undefined;
}
