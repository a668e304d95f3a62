interface ParsedVersion {
  readonly stability: number;
  readonly major: number;
  readonly minor: number;
}

const STABILITY: { readonly [stage: string]: number } = { alpha: 1, beta: 2 };
const GENERAL_AVAILABILITY = 3;

/** Orders versions as Kubernetes does, best first: v2 > v1 > v1beta1 > v1alpha3 > v1alpha2, then all other names. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [parse(a), parse(b)];
  if (left === undefined || right === undefined) {
    if (left === right) return a < b ? -1 : Number(a > b);
    return left === undefined ? 1 : -1;
  }
  return right.stability - left.stability || right.major - left.major || right.minor - left.minor;
}

function parse(version: string): ParsedVersion | undefined {
  const match = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version);
  if (match === null) return undefined;
  const [, major, stage, minor] = match;
  return {
    stability: stage === undefined ? GENERAL_AVAILABILITY : (STABILITY[stage] ?? 0),
    major: Number(major),
    minor: Number(minor ?? 0),
  };
}
