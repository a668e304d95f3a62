import { Environment, Optional } from '@marcbachmann/cel-js';
import type {
  RuleEngine,
  RuleOutcome,
  RuleProblem,
  RuleProgram,
  RuleValue,
  StepMeter,
} from '../validation/rule-engine.ts';
import { registerComprehensions } from './comprehensions.ts';
import { registerFormats } from './functions/formats.ts';
import { registerIps } from './functions/ips.ts';
import { registerLists } from './functions/lists.ts';
import { registerQuantities } from './functions/quantities.ts';
import { registerRegularExpressions } from './functions/regular-expressions.ts';
import { registerSets } from './functions/sets.ts';
import { registerStrings } from './functions/strings.ts';
import { registerUrls } from './functions/urls.ts';
import { ownPresence, registerPresence } from './presence.ts';
import { StepCounter } from './step-counter.ts';

/** What an API server takes at most is far below. */
const LONGEST = 20_000;

/** Formats that are not strings to CEL, and the function that reads them. */
const SCALARS: { readonly [format: string]: string } = {
  'date-time': 'timestamp(self)',
  date: 'timestamp(self + "T00:00:00Z")',
  duration: 'duration(self)',
  byte: 'bytes(self)',
};

/** CEL as Kubernetes has it: the language, and the functions that API servers add to it. */
export function createCelEngine(): RuleEngine {
  const counter = new StepCounter();
  const environment = createEnvironment(counter);
  const programs = new Map<string, RuleProgram | RuleProblem>();
  const compile = (expression: string) => {
    const known = programs.get(expression);
    if (known !== undefined) return known;
    const program = compileRule(environment, expression, counter);
    programs.set(expression, program);
    return program;
  };
  return {
    compile,
    scalar(format, text) {
      const reader = SCALARS[format];
      const program = reader === undefined ? undefined : compile(reader);
      if (program === undefined || 'problem' in program) return text;
      const outcome = program.run(text, { left: 0 });
      return outcome.state === 'value' ? outcome.value : text;
    },
  };
}

function createEnvironment(counter: StepCounter): Environment {
  const environment = new Environment({
    enableOptionalTypes: true,
    // `self` has no static type here, so that lists with parts of it look mixed.
    homogeneousAggregateLiterals: false,
  });
  environment.registerVariable('self', 'dyn').registerVariable('oldSelf', 'dyn');
  registerComprehensions(environment, counter);
  registerPresence(environment);
  registerRegularExpressions(environment);
  registerStrings(environment);
  registerLists(environment);
  registerSets(environment);
  registerUrls(environment);
  registerIps(environment);
  registerQuantities(environment);
  registerFormats(environment);
  // What `validate` gives is compared with null in CRDs; an optional is never null, not even an empty one.
  environment.registerOperator('optional<list<string>> == null', () => false);
  return environment;
}

function compileRule(
  environment: Environment,
  expression: string,
  counter: StepCounter,
): RuleProgram | RuleProblem {
  if (expression.length > LONGEST) return { problem: `it is longer than ${LONGEST} characters` };
  try {
    const parsed = environment.parse(ownPresence(expression));
    const { valid, error } = parsed.check();
    if (!valid) return { problem: firstLine(error) };
    const run = (self: RuleValue, meter: StepMeter) =>
      evaluate(() => parsed({ self, oldSelf: Optional.none() }), counter, meter);
    return { usesOldSelf: mentions(parsed.ast, 'oldSelf'), run };
  } catch (error) {
    return { problem: firstLine(error) };
  }
}

function evaluate(run: () => unknown, counter: StepCounter, meter: StepMeter): RuleOutcome {
  counter.begin(meter);
  try {
    const value = run();
    return counter.exhausted ? { state: 'exhausted' } : { state: 'value', value };
  } catch (error) {
    return counter.exhausted ? { state: 'exhausted' } : { state: 'failed', error: firstLine(error) };
  }
}

/** Whether a variable occurs. The tree holds nodes, lists of nodes, names and literals. */
function mentions(part: unknown, name: string): boolean {
  if (Array.isArray(part)) return part.some((inner) => mentions(inner, name));
  if (typeof part !== 'object' || part === null || !('op' in part) || !('args' in part)) return false;
  return part.op === 'id' ? part.args === name : mentions(part.args, name);
}

/** As the start of a sentence goes on in an API server's errors; the library draws the place below. */
function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const [line = message] = message.split('\n');
  return line.charAt(0).toLowerCase() + line.slice(1);
}
