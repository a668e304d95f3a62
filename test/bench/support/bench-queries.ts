const REFERENCE = 'group kind name namespace port resolution { resolved reason message }';
const BACKENDS = `backendRefs { ${REFERENCE} weight filters { type requestMirror { backendRef { ${REFERENCE} } } } }`;

/** One route, as a dashboard asks for it when somebody opens it. */
export const ONE_ROUTE = `{
  httpRoute(namespace: "team-0", name: "route-7") {
    metadata { namespace name } spec { hostnames rules { backendRefs { kind name namespace port resolution { resolved reason } } } }
  }
}`;

const ROUTE = `metadata { namespace name generation labels }
  spec {
    parentRefs { group kind namespace name resolution { resolved reason message } }
    hostnames
    rules { matches { path { type value } } ${BACKENDS} }
  }`;

/** Everything about 200 routes. */
export const TWO_HUNDRED_ROUTES = `{ httpRoutes(first: 200) { totalCount nodes { ${ROUTE} } } }`;

/** A page of the size that a server gives by default. */
export const FULL_PAGE = `{ httpRoutes(first: 1000) { totalCount nodes { ${ROUTE} } } }`;

/** Everything about every route. */
export const ALL_ROUTES = `{ httpRoutes { totalCount nodes { ${ROUTE} } } }`;

/** What is wrong in the whole cluster, a page of it. */
export const FINDINGS =
  '{ findings(first: 100) { totalCount nodes { code severity message object { kind namespace name } path } } }';
