import { asList, asObject, asString, type JsonObject } from '../kube/json.ts';

/** An entry of `x-kubernetes-validations`. */
export interface SchemaRule {
  readonly rule: string;
  readonly message: string | undefined;
  readonly messageExpression: string | undefined;
  readonly reason: string | undefined;
  /** `spec.port`, below what the rule is about; undefined: that itself. */
  readonly fieldPath: string | undefined;
  /** Whether it applies to new objects too although it speaks of the old one. */
  readonly optionalOldSelf: boolean;
}

export function readRules(schema: JsonObject): readonly SchemaRule[] {
  return asList(schema['x-kubernetes-validations']).flatMap((entry) => {
    const fields = asObject(entry);
    const rule = asString(fields['rule'])?.trim() ?? '';
    if (rule === '') return [];
    return [
      {
        rule,
        message: nonEmpty(fields['message']),
        messageExpression: nonEmpty(fields['messageExpression']),
        reason: nonEmpty(fields['reason']),
        fieldPath: normalizedPath(asString(fields['fieldPath'])),
        optionalOldSelf: fields['optionalOldSelf'] === true,
      },
    ];
  });
}

function nonEmpty(value: unknown): string | undefined {
  const text = asString(value)?.trim();
  return text === '' ? undefined : text;
}

/** `.spec['a']` is `spec.a`. */
function normalizedPath(path: string | undefined): string | undefined {
  const text = path?.replaceAll(/\['((?:\\.|[^'\\])*)'\]/g, '.$1').replace(/^\./, '');
  return text === '' ? undefined : text;
}
