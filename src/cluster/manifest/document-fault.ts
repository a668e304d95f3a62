/** Why one document gives no object, and where in its text. */
export class DocumentFault extends Error {
  readonly offset: number;

  constructor(offset: number, message: string) {
    super(message);
    this.offset = offset;
  }
}
