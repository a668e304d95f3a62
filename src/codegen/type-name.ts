import { upperFirst, wordsOfGroup } from './query-field-name.ts';

const PREFIX = 'KubernetesKind';

/** The type of a kind; with a group, the qualified name: `KubernetesKindNetworkingIstioIoGateway`. */
export function kindTypeName(kind: string, group = ''): string {
  return PREFIX + wordsOfGroup(group).map(upperFirst).join('') + kind;
}

/** The type of an object inside a kind: each property on the way to it with its first letter in upper case. */
export function pathTypeName(kindType: string, properties: readonly string[]): string {
  return kindType + properties.map(upperFirst).join('');
}

/** The enum of the values at a path. */
export function enumTypeName(kindType: string, properties: readonly string[]): string {
  return `${pathTypeName(kindType, properties)}Enum`;
}

/** `HTTPRoute` of `KubernetesKindHTTPRoute`: what files are named by. */
export function bareKindName(kindType: string): string {
  return kindType.slice(PREFIX.length);
}

/** Types that every kind's name is lent to. */
export function companionTypeNames(kindType: string): readonly string[] {
  const bare = bareKindName(kindType);
  return [`${kindType}Connection`, `${kindType}Edge`, `${bare}Where`, `${bare}Order`];
}
