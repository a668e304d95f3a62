import type { JsonObject } from '../kube/json.ts';

const STRING: JsonObject = { type: 'string' };
const TIME: JsonObject = { type: 'string', format: 'date-time', nullable: true };
const STRINGS: JsonObject = { type: 'object', additionalProperties: STRING };
const BOOLEAN: JsonObject = { type: 'boolean' };
const INTEGER: JsonObject = { type: 'integer', format: 'int64' };

const OWNER_REFERENCE: JsonObject = {
  type: 'object',
  required: ['apiVersion', 'kind', 'name', 'uid'],
  properties: {
    apiVersion: STRING,
    kind: STRING,
    name: STRING,
    uid: STRING,
    controller: BOOLEAN,
    blockOwnerDeletion: BOOLEAN,
  },
};

/** The fields of metadata, which CRDs leave out: they are the same for every kind. */
export const OBJECT_META: JsonObject = {
  type: 'object',
  properties: {
    name: STRING,
    generateName: STRING,
    namespace: STRING,
    labels: STRINGS,
    annotations: STRINGS,
    finalizers: { type: 'array', items: STRING },
    ownerReferences: { type: 'array', items: OWNER_REFERENCE },
    uid: STRING,
    resourceVersion: STRING,
    generation: INTEGER,
    creationTimestamp: TIME,
    deletionTimestamp: TIME,
    deletionGracePeriodSeconds: INTEGER,
    selfLink: STRING,
    managedFields: { type: 'array', items: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
  },
};
