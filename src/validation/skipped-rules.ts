import { childPath } from './field-problem.ts';
import type { RuleEngine } from './rule-engine.ts';
import { nameOf } from './run-rules.ts';
import type { SchemaNode } from './schema-node.ts';

export interface SkippedRule {
  /** Of what the rule is about: `spec.rules[].matches[]`. */
  readonly path: string;
  /** Its message, or the rule itself where it has none. */
  readonly rule: string;
  readonly problem: string;
}

/** The rules of a schema that cannot be run. */
export function skippedRules(node: SchemaNode, engine: RuleEngine, path = ''): readonly SkippedRule[] {
  if (!node.hasRules) return [];
  const own = node.rules.flatMap((rule) => {
    const program = engine.compile(rule.rule);
    return 'problem' in program ? [{ path, rule: nameOf(rule), problem: program.problem }] : [];
  });
  const inner = [...node.properties].flatMap(([name, { node: field }]) =>
    skippedRules(field, engine, childPath(path, name)),
  );
  const others = [
    ...(node.items === undefined ? [] : skippedRules(node.items, engine, `${path}[]`)),
    ...(node.additional === undefined ? [] : skippedRules(node.additional, engine, childPath(path, '*'))),
    ...(node.combined?.allOf ?? []).flatMap((also) => skippedRules(also, engine, path)),
  ];
  return [...own, ...inner, ...others];
}
