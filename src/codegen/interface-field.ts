/** A field that a generated type has because of an interface that it implements. */
export interface InterfaceField {
  readonly name: string;
  readonly type: string;
  readonly arguments?: string;
  readonly description: string;
  /**
   * `schema`: a property of the kind's schema, added where that has none; `own`: ours alone, so that a property of
   * the same name is left out.
   */
  readonly origin: 'schema' | 'own';
}
