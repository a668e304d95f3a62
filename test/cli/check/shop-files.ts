/** A route with one backend that is there, one whose port is wrong, and one that is in no file. */
export const SHOP = {
  'routes.yaml': `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: cart
  namespace: shop
spec:
  parentRefs:
  - name: public
    namespace: infra
  rules:
  - backendRefs:
    - name: cart
      port: 80
    - name: cart
      port: 8080 # a targetPort
    - name: search
      port: 80
`,
  'services.yaml': `apiVersion: v1
kind: Service
metadata:
  name: cart
  namespace: shop
spec:
  ports:
  - port: 80
    targetPort: 8080
`,
  'gateways.yaml': `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata:
  name: public
  namespace: infra
spec:
  gatewayClassName: public
  listeners:
  - name: http
    port: 80
    protocol: HTTP
    allowedRoutes:
      namespaces:
        from: All
`,
} as const;

/** The same, and all is well with what the files know. */
export const SOUND = { ...SHOP, 'routes.yaml': SHOP['routes.yaml'].replace('8080 # a targetPort', '80') };
