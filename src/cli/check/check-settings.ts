import { ConfigError } from '../../config/config-error.ts';
import {
  type Environment,
  type FileOptions,
  type GivenOptions,
  OptionReader,
} from '../../config/option-reader.ts';
import { PATHS } from './check-config.ts';
import { AGAINST_OPTIONS, CHECK_OPTIONS, CHECK_REPORT_OPTIONS } from './check-options.ts';
import { type ConfigSection, findConfigFile, readConfigFile } from './config/config-file.ts';

const { writeBaseline: _, ...LASTING } = CHECK_OPTIONS;
const { format, report } = CHECK_REPORT_OPTIONS;

/** What may stand below `check:`; to write a baseline is nothing to do each time. */
export const CHECK_SECTION: ConfigSection = {
  name: 'check',
  options: [PATHS, ...Object.values(LASTING), ...Object.values(AGAINST_OPTIONS), format, report],
  paths: [
    PATHS,
    CHECK_OPTIONS.baseline,
    CHECK_OPTIONS.capabilities,
    CHECK_OPTIONS.crds,
    AGAINST_OPTIONS.kubeconfig,
  ].map(({ name }) => name),
};

/** The options that a file brings along: that of `--config`, or the nearest `.gwqlrc.yaml`. */
export async function checkSettings(
  given: GivenOptions,
  { env, folder }: { readonly env: Environment; readonly folder: string },
): Promise<FileOptions | undefined> {
  const options = new OptionReader(given, env);
  const named = options.one(CHECK_REPORT_OPTIONS.config)?.value;
  if (options.problems.length > 0) throw new ConfigError(options.problems);
  const file = named ?? (await findConfigFile(folder));
  return file === undefined ? undefined : await readConfigFile(file, { folder, section: CHECK_SECTION });
}
