import process from 'node:process';

/** As `engines` in package.json says. */
export const OLDEST_NODE = '22.19.0';

/** What to tell the user of a Node that cannot run this program; undefined where it can. */
export function nodeProblem(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE.split('.').map(Number);
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return undefined;
  return `gwql needs Node ${OLDEST_NODE} or newer, and this is ${version}.`;
}

// The first import of the program: what comes after it fails on an older Node in ways that tell nobody why.
const problem = nodeProblem(process.versions.node);
if (problem !== undefined) {
  process.stderr.write(`${problem}\n`);
  process.exit(2);
}
