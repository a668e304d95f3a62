import { asString, getIn, isObject, type Json, type JsonObject } from '../../kube/json.ts';
import { groupOf, type RawObject } from '../../kube/raw-object.ts';

/** Where workloads say what their pods are: Deployments and their like, and CronJobs. */
const TEMPLATES: readonly (readonly string[])[] = [
  ['spec', 'template', 'metadata', 'labels'],
  ['spec', 'jobTemplate', 'spec', 'template', 'metadata', 'labels'],
];

/** The labels of the pods of a workload, or of a Pod; undefined for what has no pods. */
export function podLabels(object: RawObject): JsonObject | undefined {
  if (object.kind === 'Pod' && groupOf(object.apiVersion) === '') return { ...object.metadata.labels };
  for (const path of TEMPLATES) {
    const template = getIn(object, ...path.slice(0, -2));
    if (isObject(template) && isObject(template['spec'])) return labelsIn(getIn(object, ...path));
  }
  return undefined;
}

function labelsIn(labels: Json | undefined): JsonObject {
  return isObject(labels) ? labels : {};
}

/** Whether a Service sends requests to pods with these labels; one without a selector has EndpointSlices by other means. */
export function selectsPods(service: RawObject, labels: JsonObject): boolean {
  const selector = getIn(service, 'spec', 'selector');
  if (!isObject(selector)) return false;
  const wanted = Object.entries(selector);
  return (
    wanted.length > 0 &&
    wanted.every(([key, value]) => Object.hasOwn(labels, key) && asString(labels[key]) === value)
  );
}
