export interface GrpcCall {
  readonly service: string;
  readonly method: string;
}

/** `/package.Service/Method`; undefined for any other path, which only matches that name no method can have. */
export function grpcCall(path: string): GrpcCall | undefined {
  const parts = path.split('/');
  const [before, service, method] = parts;
  if (parts.length !== 3 || before !== '' || !service || !method) return undefined;
  return { service, method };
}
