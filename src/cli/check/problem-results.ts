import type { ManifestProblem } from '../../cluster/manifest/manifest-problem.ts';
import { type CheckResult, RESULT_SEVERITY } from './check-result.ts';
import { digest } from './fingerprint.ts';

const CODES = { error: 'MANIFEST_NOT_READ', warning: 'MANIFEST_DOUBTFUL' } as const;

/** What is wrong with the files themselves. No line is shown: nobody knows what it holds. */
export function problemResults(problems: readonly ManifestProblem[]): readonly CheckResult[] {
  return problems.map(({ level, message, ...source }) => {
    const code = CODES[level];
    const fingerprint = digest([code, source.file, message]);
    return { code, severity: RESULT_SEVERITY[code], message, related: [], source, fingerprint };
  });
}
