import Documents
import MeshModel
import TrafficConfig

/// Objects for the wizards: rules as people write them, with fields that nobody here knows.
enum WizardObjects {
  static let rich = """
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
      futureField: {deep: [1, {x: y}]}
      http:
      - name: jason
        match:
        - headers: {end-user: {exact: jason}}
          uri: {prefix: /reviews}
          ignoreUriCase: true
          name: the test user
        - queryParams: {beta: {exact: "1"}}
        future: 1e3
        timeout: 2s
        route:
        - destination: {host: reviews, subset: v3}
      - name: main
        retries: {retryOn: 5xx, attempts: 3, futureRetry: x}
        corsPolicy: {allowOrigins: [{exact: https://a.example}]}
        fault: {delay: {fixedDelay: 1s, percentage: {value: 5}}}
        headers: {request: {remove: [x-old], set: {x-env: prod}}}
        route:
        - destination: {host: reviews, subset: v1}
          weight: 80
          futureWeight: {a: 1.0}
        - destination: {host: reviews, subset: v2}
          weight: 20
      - match:
        - uri: {prefix: /old}
        redirect: {uri: /new, redirectCode: 302}
    """

  static let policy = """
    apiVersion: networking.istio.io/v1
    kind: DestinationRule
    metadata:
      name: reviews
      namespace: default
      resourceVersion: "48001"
      creationTimestamp: "2026-01-01T00:00:00Z"
    spec:
      host: reviews
      trafficPolicy:
        loadBalancer: {simple: ROUND_ROBIN}
        connectionPool:
          tcp: {maxConnections: 100}
          http: {http1MaxPendingRequests: 10, futureLimit: 7}
        outlierDetection: {consecutive5xxErrors: 5, interval: 10s}
      subsets:
      - name: v1
        labels: {version: v1}
      - name: v2
        labels: {version: v2}
      - name: v3
        labels: {version: v3}
    """

  static let gateway = """
    apiVersion: networking.istio.io/v1
    kind: Gateway
    metadata:
      name: shop
      namespace: default
      resourceVersion: "47000"
      creationTimestamp: "2026-01-01T00:00:00Z"
    spec:
      selector: {istio: ingressgateway}
      servers:
      - port: {number: 80, name: http, protocol: HTTP}
        hosts: [shop.example.com]
    """

  /// Three changes, one of them undone and one failed; the oldest first.
  static func journal(now: Double) -> [JournalEntry] {
    let before = (try? YAMLText.parse(Objects.virtualService)) ?? .null
    var after = before
    after[["spec", "http", 0, "route", 0, "weight"]] = 70
    after[["spec", "http", 0, "route", 1, "weight"]] = 30
    let change = JournalEntry.Change(
      ObjectChange(
        reference: ObjectReference(document: before), apiVersion: "networking.istio.io/v1", before: before, after: after
      )
    )
    func entry(
      _ id: String, _ age: Double, _ title: String, _ state: JournalEntry.State, note: String? = nil
    )
      -> JournalEntry
    {
      JournalEntry(
        id: id, time: now - age, user: "ann", context: "prod-eu", title: title,
        sentence: "reviews.default: v1 80→70, v2 20→30.", changes: [change], state: state, note: note)
    }
    return [
      entry("20231113-1", 90_000, "Shift reviews.default", .undone),
      entry("20231114-1", 4_000, "Fault on details.default", .failed, note: "The server refused it: 409."),
      entry("20231114-2", 60, "Shift reviews.default", .applied),
    ]
  }
}
