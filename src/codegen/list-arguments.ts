export interface ListedType {
  /** `HTTPRoute`: what the types of its arguments are named by. */
  readonly name: string;
  /** Whether a namespace can be chosen. */
  readonly namespace: boolean;
}

/** The arguments of a field that gives many objects page by page, as SDL has them. */
export function listArguments({ name, namespace }: ListedType): string {
  const scope = namespace ? 'namespace: String, ' : '';
  return `(${scope}labelSelector: String, where: ${name}Where, orderBy: [${name}Order!], first: Int, after: String)`;
}
