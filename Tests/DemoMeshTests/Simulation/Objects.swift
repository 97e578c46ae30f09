/// Objects that the tests of the simulation apply, as YAML.
enum Objects {
  /// The DestinationRule of Bookinfo's reviews with its three versions, and perhaps a policy (of four spaces' indent).
  static func reviewsSubsets(_ policy: String = "") -> String {
    """
    ---
    apiVersion: networking.istio.io/v1
    kind: DestinationRule
    metadata: {name: reviews, namespace: default}
    spec:
      host: reviews
    \(policy)
      subsets:
      - {name: v1, labels: {version: v1}}
      - {name: v2, labels: {version: v2}}
      - {name: v3, labels: {version: v3}}
      - {name: v9, labels: {version: v9}}

    """
  }

  /// A DestinationRule with a policy in flow style.
  static func policy(_ host: String, _ policy: String) -> String {
    """
    ---
    apiVersion: networking.istio.io/v1
    kind: DestinationRule
    metadata: {name: \(host), namespace: default}
    spec:
      host: \(host)
      trafficPolicy: \(policy)

    """
  }

  /// A VirtualService of the mesh whose routes are given as a list in flow style.
  static func routes(_ host: String, _ routes: String) -> String {
    """
    ---
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: \(host), namespace: default}
    spec:
      hosts: [\(host)]
      http: \(routes)

    """
  }

  /// Bookinfo's Gateway and the VirtualService that leads to the product page.
  static func gateway(hosts: String = "[\"*\"]", serviceHosts: String = "[\"*\"]") -> String {
    """
    ---
    apiVersion: networking.istio.io/v1
    kind: Gateway
    metadata: {name: bookinfo-gateway, namespace: default}
    spec:
      selector: {istio: ingressgateway}
      servers:
      - port: {number: 8080, name: http, protocol: HTTP}
        hosts: \(hosts)
    ---
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: bookinfo, namespace: default}
    spec:
      hosts: \(serviceHosts)
      gateways: [bookinfo-gateway]
      http:
      - match:
        - uri: {exact: /productpage}
        - uri: {prefix: /static}
        route:
        - destination: {host: productpage, port: {number: 9080}}

    """
  }

  static let toV1 = "{route: [{destination: {host: reviews, subset: v1}}]}"
}
