import type { RequestInput } from '../simulate/request-input.ts';
import type { SimulationAnswer } from '../simulate/simulation-answer.ts';

/** What a file of tests holds, each of them understood. */
export interface RoutingTestFile {
  readonly file: string;
  readonly tests: readonly RoutingTest[];
}

export interface RoutingTest {
  readonly name: string;
  /** Where it begins in the file, from 1. */
  readonly line: number;
  /** As it was written. */
  readonly url: string;
  /** Without a Gateway where the file names none. */
  readonly input: RequestInput;
  /** Each of a name in the table of expectations, with a value that its row accepts. */
  readonly expected: readonly Expected[];
}

export interface Expected {
  readonly name: string;
  readonly value: unknown;
}

export interface RoutingTestResult {
  readonly test: RoutingTest;
  /** Absent where the request could not be simulated. */
  readonly answer?: SimulationAnswer | undefined;
  /** What differs, a sentence each, or why there is no answer; empty for a test that passed. */
  readonly problems: readonly string[];
}

export interface RoutingTestFileResult {
  readonly file: string;
  readonly results: readonly RoutingTestResult[];
}
