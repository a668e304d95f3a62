import type { OptionReader } from './option-reader.ts';
import { SOURCE_OPTIONS } from './source-options.ts';

/** Where the user wants objects read from; `chooseSource` decides what that means. */
export interface SourceConfig {
  readonly manifests: readonly string[];
  readonly kubeconfig: string | undefined;
  readonly contexts: readonly string[];
  readonly crds: readonly string[];
  /** The file that says what controllers support. */
  readonly capabilities: string | undefined;
}

export function readSourceConfig(options: OptionReader): SourceConfig {
  return {
    manifests: options.many(SOURCE_OPTIONS.manifests),
    kubeconfig: options.one(SOURCE_OPTIONS.kubeconfig)?.value,
    contexts: options.many(SOURCE_OPTIONS.context),
    crds: options.many(SOURCE_OPTIONS.crds),
    capabilities: options.one(SOURCE_OPTIONS.capabilities)?.value,
  };
}
