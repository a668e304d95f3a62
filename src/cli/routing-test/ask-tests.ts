import type { GraphQLFormattedError } from 'graphql';
import { answerData } from '../answer-data.ts';
import type { Ask } from '../query-session.ts';
import type { AppliedText } from '../read-applied-texts.ts';
import type { RequestInput } from '../simulate/request-input.ts';
import type { SimulationAnswer } from '../simulate/simulation-answer.ts';
import { SIMULATION } from '../simulate/simulation-document.ts';

/** How many requests one query holds: a hypothetical view is made once for all of them. */
const AT_ONCE = 100;

/** The answer to a request, or why there is none. */
export type Asked = { readonly answer: SimulationAnswer } | { readonly problem: string };

/** Simulates requests, with documents applied where there are any: one slot a request. */
export async function askTests(
  ask: Ask,
  { inputs, applied }: { readonly inputs: readonly RequestInput[]; readonly applied: readonly AppliedText[] },
): Promise<readonly Asked[]> {
  const asked: Asked[] = [];
  for (let start = 0; start < inputs.length; start += AT_ONCE) {
    asked.push(...(await askSome(ask, inputs.slice(start, start + AT_ONCE), applied)));
  }
  return asked;
}

async function askSome(
  ask: Ask,
  inputs: readonly RequestInput[],
  applied: readonly AppliedText[],
): Promise<readonly Asked[]> {
  const fields = inputs.map((_, index) => `t${index}: simulateRequest(input: $i${index}) { ...Simulation }`);
  const variables = inputs.map((_, index) => `$i${index}: RequestSimulationInput!`);
  const isHypothetical = applied.length > 0;
  const source = isHypothetical
    ? `query Tests($apply: [String!], ${variables.join(', ')}) { view: whatIf(apply: $apply) { ${fields.join('\n')} } } ${SIMULATION}`
    : `query Tests(${variables.join(', ')}) { view: cluster { ${fields.join('\n')} } } ${SIMULATION}`;
  const named = Object.fromEntries(inputs.map((input, index) => [`i${index}`, input]));
  const result = await ask({
    source,
    variables: isHypothetical ? { ...named, apply: applied.map(({ text }) => text) } : named,
  });
  const { errors = [], data } = result;
  const view = (data as { view?: { [alias: string]: SimulationAnswer | null } | null } | null)?.view;
  // what is wrong with all of them is wrong with the call
  if (view == null) return answerData(result, applied);
  return inputs.map((_, index) => {
    const answer = view[`t${index}`];
    return answer == null ? { problem: problemOf(errors, `t${index}`) } : { answer };
  });
}

function problemOf(errors: readonly GraphQLFormattedError[], alias: string): string {
  const error = errors.find(({ path }) => path?.[1] === alias);
  return error?.message ?? 'there is no answer';
}
