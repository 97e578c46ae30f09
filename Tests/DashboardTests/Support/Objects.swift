import Documents
import MeshModel
import TrafficConfig

/// Istio's objects for Bookinfo.
enum Objects {
  static let virtualService = """
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata:
      name: reviews
      namespace: default
      resourceVersion: "48213"
      creationTimestamp: "2026-01-01T00:00:00Z"
    spec:
      hosts:
      - reviews
      http:
      - route:
        - destination:
            host: reviews
            subset: v1
          weight: 80
        - destination:
            host: reviews
            subset: v2
          weight: 20
    """

  static let twoRoutes = """
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata:
      name: reviews
      namespace: default
      resourceVersion: "48213"
      creationTimestamp: "2026-01-01T00:00:00Z"
      annotations:
        argocd.argoproj.io/tracking-id: shop:networking.istio.io/VirtualService:default/reviews
    spec:
      hosts:
      - reviews
      http:
      - match:
        - headers:
            end-user:
              exact: jason
        route:
        - destination:
            host: reviews
            subset: v3
      - route:
        - destination:
            host: reviews
            subset: v1
          weight: 80
        - destination:
            host: reviews
            subset: v2
          weight: 20
    """

  static let destinationRule = """
    apiVersion: networking.istio.io/v1
    kind: DestinationRule
    metadata:
      name: reviews
      namespace: default
      resourceVersion: "48001"
      creationTimestamp: "2026-01-01T00:00:00Z"
    spec:
      host: reviews
      subsets:
      - name: v1
        labels:
          version: v1
      - name: v2
        labels:
          version: v2
      - name: v3
        labels:
          version: v3
    """

  static func configuration(
    virtualServices: [String] = [virtualService], destinationRules: [String] = [destinationRule],
    gateways: [String] = [], others: [String] = [], bookinfo: Bookinfo = Bookinfo()
  ) -> MeshConfiguration {
    let snapshot = bookinfo.snapshot()
    return MeshConfiguration(
      virtualServices: documents(virtualServices).map(VirtualService.init),
      destinationRules: documents(destinationRules).map(DestinationRule.init),
      gateways: documents(gateways).map(Gateway.init),
      services: snapshot.services, workloads: snapshot.workloads, otherObjects: documents(others))
  }

  static func documents(_ texts: [String]) -> [JSONValue] {
    texts.flatMap { (try? YAMLText.parseAll($0)) ?? [] }
  }
}
