/** May this user do that? Names of fields are those of `resourceAttributes` in SelfSubjectAccessReview. */
export interface AccessQuestion {
  readonly verb: 'list' | 'get';
  readonly group: string;
  readonly resource: string;
  /** Absent: in the whole cluster. */
  readonly namespace?: string | undefined;
  /** Absent: whatever its name. */
  readonly name?: string | undefined;
}

/** A string for maps: equal for equal questions, and for nothing else. */
export function questionId({ verb, group, resource, namespace, name }: AccessQuestion): string {
  return JSON.stringify([verb, group, resource, namespace ?? '', name ?? '']);
}
