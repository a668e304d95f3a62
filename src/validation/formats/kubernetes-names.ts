/**
 * What Kubernetes asks of names; each function gives what is wrong, [] where nothing is.
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 */
export type NameRule = (text: string) => readonly string[];

interface NamePattern {
  readonly what: string;
  readonly pattern: RegExp;
  readonly longest: number;
}

const LABEL_1123: NamePattern = {
  what: "must be a lowercase RFC 1123 label: a-z, 0-9 and '-', with a letter or digit at both ends",
  pattern: /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/,
  longest: 63,
};

const SUBDOMAIN_1123: NamePattern = {
  what: "must be a lowercase RFC 1123 subdomain: labels of a-z, 0-9 and '-' joined by '.', each with a letter or digit at both ends",
  pattern: /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/,
  longest: 253,
};

const LABEL_1035: NamePattern = {
  what: "must be a DNS-1035 label: a-z, 0-9 and '-', with a letter at the beginning and a letter or digit at the end",
  pattern: /^[a-z](?:[-a-z0-9]*[a-z0-9])?$/,
  longest: 63,
};

const LABEL_VALUE: NamePattern = {
  what: "must be empty or a label value: letters, digits, '-', '_' and '.', with a letter or digit at both ends",
  pattern: /^(?:(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/,
  longest: 63,
};

const QUALIFIED_PART: NamePattern = {
  what: "must have a name of letters, digits, '-', '_' and '.', with a letter or digit at both ends",
  pattern: /^(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/,
  longest: 63,
};

export const dnsLabel: NameRule = (text) => check(text, LABEL_1123);
export const dnsSubdomain: NameRule = (text) => check(text, SUBDOMAIN_1123);
export const dns1035Label: NameRule = (text) => check(text, LABEL_1035);
export const labelValue: NameRule = (text) => check(text, LABEL_VALUE);

/** `example.com/name` or `name`: keys of labels and annotations. */
export const qualifiedName: NameRule = (text) => {
  const parts = text.split('/');
  const name = parts.at(-1) ?? '';
  if (parts.length > 2) return ["must be a name, or a DNS subdomain, '/' and a name"];
  if (parts.length === 1) return check(name, QUALIFIED_PART);
  return [
    ...dnsSubdomain(parts[0] ?? '').map((problem) => `the part before '/' ${problem}`),
    ...check(name, QUALIFIED_PART),
  ];
};

/** Names that something is generated from may end with a dash. */
export function asPrefix(rule: NameRule): NameRule {
  return (text) => rule(text.length > 1 && text.endsWith('-') ? `${text.slice(0, -1)}a` : text);
}

function check(text: string, { what, pattern, longest }: NamePattern): readonly string[] {
  const problems = text.length > longest ? [`must be no more than ${longest} characters`] : [];
  return pattern.test(text) ? problems : [...problems, what];
}
