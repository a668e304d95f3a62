import type { OptionRow } from './option-row.ts';
import { text } from './value-parsers.ts';

const MANIFESTS: OptionRow<string> = {
  name: 'manifests',
  placeholder: 'path',
  many: true,
  help: 'a file or folder with manifests, or - for standard input',
  parse: text,
};

const KUBECONFIG: OptionRow<string> = {
  name: 'kubeconfig',
  placeholder: 'file',
  help: 'read the cluster of this kubeconfig',
  parse: text,
};

const CONTEXT: OptionRow<string> = {
  name: 'context',
  placeholder: 'name',
  many: true,
  help: 'a context of the kubeconfig (of $KUBECONFIG or ~/.kube/config without --kubeconfig)',
  parse: text,
};

const CRDS: OptionRow<string> = {
  name: 'crds',
  placeholder: 'path',
  many: true,
  help: 'a file or folder with CRDs: their kinds are added to the schema, their descriptions are shown',
  parse: text,
};

const CAPABILITIES: OptionRow<string> = {
  name: 'capabilities',
  placeholder: 'file',
  help: 'what controllers support, for computed status; what GatewayClasses report does not count then',
  parse: text,
};

/** Where objects come from. */
export const SOURCE_OPTIONS = {
  manifests: MANIFESTS,
  kubeconfig: KUBECONFIG,
  context: CONTEXT,
  crds: CRDS,
  capabilities: CAPABILITIES,
};
