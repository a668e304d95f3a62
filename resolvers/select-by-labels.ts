import { badUserInput } from '../src/errors.ts';
import { EVERYTHING, type Filter } from '../src/gatewayapi/filters/filter.ts';
import { type LabelPredicate, LabelSelectorError, parseLabelSelector } from '../src/kube/label-selector.ts';

/** The objects that a selector in Kubernetes' own syntax selects. */
export function selectByLabels(text: string | null | undefined): Filter {
  if (text == null) return EVERYTHING;
  const matches = parseSelector(text);
  return { op: 'object', fits: ({ metadata }) => matches(metadata.labels) };
}

function parseSelector(text: string): LabelPredicate {
  try {
    return parseLabelSelector(text);
  } catch (error) {
    if (!(error instanceof LabelSelectorError)) throw error;
    throw badUserInput(`labelSelector: ${error.message}`, { character: error.character });
  }
}
