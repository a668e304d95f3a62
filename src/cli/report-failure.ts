import { CommanderError } from 'commander';
import { KubeconfigError } from '../cluster/live/kubeconfig-error.ts';
import { ManifestPathError } from '../cluster/manifest/manifest-path-error.ts';
import { ConfigError } from '../config/config-error.ts';
import { CodedError } from '../errors.ts';
import { faultOf } from '../telemetry/fault.ts';
import { type CliIo, tell } from './cli-io.ts';
import { faultText } from './fault-text.ts';
import { CrdInputError } from './schema-generate/crd-input-error.ts';
import { UsageError } from './usage-error.ts';

/** Errors whose messages are written for users. */
const FOR_USERS = [UsageError, ManifestPathError, KubeconfigError, CrdInputError, CodedError];

/** Says why a command did not run; its exit code. */
export function reportFailure(error: unknown, io: Pick<CliIo, 'stderr'>): number {
  // commander has written its message, or the help that was asked for
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof ConfigError) {
    for (const problem of error.problems) tell(io, problem);
    io.stderr.write('Add --help to see what there is.\n');
  } else if (error instanceof Error && FOR_USERS.some((kind) => error instanceof kind)) {
    tell(io, error.message);
  } else {
    tell(io, `internal error, which is a bug of gwql: ${faultText(faultOf(error))}`);
  }
  return 2;
}
