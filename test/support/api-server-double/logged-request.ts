/** A request as it came in; tests read these to see what was asked, how often and by whom. */
export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** `system:anonymous` without credentials; absent where the credentials were refused. */
  readonly user?: string;
  readonly groups: readonly string[];
  readonly authenticatedBy?: 'certificate' | 'token' | 'password' | 'nothing';
  /** The common name of the client certificate that came with the connection, whoever was believed. */
  readonly certificate?: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}
