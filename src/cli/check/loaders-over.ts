import { PartialReader } from '../../cluster/partial-reader.ts';
import { patternProblem } from '../../execution/compile-pattern.ts';
import { Assumptions } from '../../gatewayapi/assumptions.ts';
import { type CapabilityFile, NO_CAPABILITY_FILE } from '../../gatewayapi/capabilities/capability-file.ts';
import type { Premises } from '../../gatewayapi/premises.ts';
import type { ClusterReader } from '../../kube/cluster-reader.ts';
import type { ObjectKey } from '../../kube/object-key.ts';
import { ClusterLoaders } from '../../loaders/cluster-loaders.ts';
import { IndexCache } from '../../loaders/index-cache.ts';

/** What a check takes for granted. */
export interface LoaderPremises extends Pick<Premises, 'absentClass'> {
  readonly openWorld: boolean;
  readonly assume: readonly ObjectKey[];
  readonly capabilities: CapabilityFile | undefined;
}

/** Answers rules over a reader, under the premises of a check. */
export function loadersOver(
  reader: ClusterReader,
  { absentClass, openWorld, assume, capabilities = NO_CAPABILITY_FILE }: LoaderPremises,
): ClusterLoaders {
  const view = { openWorld, assumptions: new Assumptions(assume) };
  const premises: Premises = { ...view, absentClass, capabilities, patternProblem };
  return new ClusterLoaders(new PartialReader(reader, view), new IndexCache(), { premises });
}
