import { type GraphQLSchema, getIntrospectionQuery, parse, type ValidationRule } from 'graphql';
import { introspectionVisits } from './introspection-visits.ts';
import { limitRule } from './limit-rule.ts';
import { operationsOf } from './measure-selections.ts';

/**
 * graphql-js resolves introspection by itself, in one go and without a budget; so it is bounded beforehand, by how
 * often an operation asks for as much as the query does with which tools read the whole schema.
 */
export function introspectionRule(times: number): ValidationRule {
  return limitRule({
    code: 'QUERY_TOO_COMPLEX',
    max: times,
    measureOperation(context) {
      const schema = context.getSchema();
      const visits = introspectionVisits(context.getDocument(), schema);
      return (operation) => {
        const found = visits(operation);
        // most operations ask for none, and need not know what all of it would be
        return found === 0 ? 0 : found / visitsOfWhole(schema);
      };
    },
    message: () => `The query asks for more than ${times} times the whole schema. Ask in several queries.`,
  });
}

const known = new WeakMap<GraphQLSchema, number>();

function visitsOfWhole(schema: GraphQLSchema): number {
  const cached = known.get(schema);
  if (cached !== undefined) return cached;
  const document = parse(
    getIntrospectionQuery({
      descriptions: true,
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      schemaDescription: true,
      inputValueDeprecation: true,
      oneOf: true,
    }),
  );
  const [operation] = operationsOf(document);
  const visits = operation === undefined ? 0 : introspectionVisits(document, schema)(operation);
  known.set(schema, visits);
  return visits;
}
