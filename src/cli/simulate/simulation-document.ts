/** All that is drawn of an answer, as a fragment Simulation. */
export const SIMULATION = `
fragment Simulation on RequestSimulation {
  outcome
  message
  incomplete
  statusCode
  listener { gateway { namespace name } listenerSet { namespace name } name port protocol hostname }
  route { kind metadata { namespace name } }
  ruleIndex
  ruleName
  matchIndex
  backends {
    target { kind namespace name }
    port
    share
    resolution { resolved reason message }
    statusCode
    sni
    request { ...Request }
  }
  mirrors { target { kind namespace name } port fraction resolution { resolved reason message } }
  request { ...Request }
  responseHeaders { set { name value } add { name value } remove }
  redirect { statusCode location scheme host port path }
  timeouts { request backendRequest }
  retry { codes attempts backoff }
  opaque
}
fragment Request on SimulatedRequest { scheme host method path headers { name value } }
`;

const TRACE = `
fragment Trace on RequestSimulation {
  trace(route: $route, first: 50) {
    verdict
    key { kind namespace name }
    ruleIndex
    ruleName
    matchIndex
    hostname
    message
  }
}
`;

export interface DocumentParts {
  /** With the trace, and the route that it is to name. */
  readonly explain: boolean;
  /** With the answer after documents are applied. */
  readonly against: boolean;
}

/** What the command line asks: `before` is the answer of the source, `after` with documents applied. */
export function simulationDocument({ explain, against }: DocumentParts): string {
  const variables = [
    '$input: RequestSimulationInput!',
    ...(explain ? ['$route: ObjectKeyInput'] : []),
    ...(against ? ['$apply: [String!]'] : []),
  ];
  const asked = `simulateRequest(input: $input) { ...Simulation ${explain ? '...Trace' : ''} }`;
  const after = against ? `after: whatIf(apply: $apply) { ${asked} }` : '';
  return `query Simulate(${variables.join(', ')}) { before: ${asked} ${after} } ${SIMULATION} ${explain ? TRACE : ''}`;
}
