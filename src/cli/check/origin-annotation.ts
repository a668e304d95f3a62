import { parse } from 'yaml';
import type { SourceLocation } from '../../kube/cluster-reader.ts';
import { asString, getIn, type Json } from '../../kube/json.ts';
import type { RawObject } from '../../kube/raw-object.ts';

/** What `kustomize build` writes where `buildMetadata` has `originAnnotations`. */
const KUSTOMIZE_ORIGIN = 'config.kubernetes.io/origin';

/** The file that an object was built from, as tools say in an annotation. */
export function templateIn({ metadata }: RawObject): Pick<SourceLocation, 'template'> {
  const origin = asString(metadata.annotations?.[KUSTOMIZE_ORIGIN]);
  const template = origin === undefined ? undefined : asString(getIn(parsed(origin), 'path'));
  return template === undefined ? {} : { template };
}

function parsed(text: string): Json {
  try {
    return parse(text, { logLevel: 'silent' }) as Json;
  } catch {
    return null;
  }
}
