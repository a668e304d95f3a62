/** Writes the JavaScript of the published package into dist/: nothing of an earlier build, and a command that can be run. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');

rmSync(join(root, 'dist'), { recursive: true, force: true });
const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit',
});
if (status === 0) {
  chmodSync(join(root, 'dist', 'src', 'main.js'), 0o755);
  linkCommand();
}
process.exitCode = status ?? 1;

/** npx finds the command of the clone itself; without the link it would pack and install the clone first. */
function linkCommand(): void {
  const folder = join(root, 'node_modules', '.bin');
  const link = join(folder, 'gwql');
  mkdirSync(folder, { recursive: true });
  rmSync(link, { force: true });
  symlinkSync(join('..', '..', 'dist', 'src', 'main.js'), link);
}
