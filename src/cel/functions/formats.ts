import { type Environment, Optional } from '@marcbachmann/cel-js';
import { FORMATS } from '../../validation/formats/formats.ts';
import {
  asPrefix,
  dns1035Label,
  dnsLabel,
  dnsSubdomain,
  labelValue,
  type NameRule,
  qualifiedName,
} from '../../validation/formats/kubernetes-names.ts';
import { registerAll, registerNamespace } from '../register.ts';

class Format {
  readonly problems: NameRule;

  constructor(problems: NameRule) {
    this.problems = problems;
  }
}

/** https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-format-library */
const NAMED: ReadonlyMap<string, Format> = new Map(
  Object.entries({
    dns1123Label: dnsLabel,
    dns1123Subdomain: dnsSubdomain,
    dns1035Label,
    qualifiedName,
    dns1123LabelPrefix: asPrefix(dnsLabel),
    dns1123SubdomainPrefix: asPrefix(dnsSubdomain),
    dns1035LabelPrefix: asPrefix(dns1035Label),
    labelValue,
    uri: ofFormat('uri'),
    uuid: ofFormat('uuid'),
    byte: ofFormat('byte'),
    date: ofFormat('date'),
    datetime: ofFormat('date-time'),
  }).map(([name, problems]) => [name, new Format(problems)]),
);

export function registerFormats(environment: Environment): void {
  environment.registerType('kubernetes.NamedFormat', { ctor: Format });
  registerNamespace(environment, 'format', 'FormatNamespace');
  registerAll(environment, {
    'FormatNamespace.named(string): optional<kubernetes.NamedFormat>': (_: unknown, name: string) =>
      optional(NAMED.get(name)),
    'kubernetes.NamedFormat.validate(string): optional<list<string>>': (format: Format, text: string) => {
      const problems = format.problems(text);
      return optional(problems.length === 0 ? undefined : problems);
    },
  });
  for (const [name, format] of NAMED) {
    registerAll(environment, { [`FormatNamespace.${name}(): kubernetes.NamedFormat`]: () => format });
  }
}

function optional<T>(value: T | undefined): Optional<unknown> {
  return value === undefined ? Optional.none() : Optional.of(value);
}

function ofFormat(name: string): NameRule {
  return (text) => (FORMATS[name]?.(text) === false ? [`is no ${name}`] : []);
}
