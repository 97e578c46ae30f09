import MeshModel

extension MeshTopology {
  /// Bookinfo as in Istio's tutorial, behind Istio's ingress gateway.
  ///
  /// The product page asks details and reviews at the same time; it gives reviews 3 seconds and two tries, and shows
  /// a note in place of what it could not get. reviews v2 and v3 ask ratings with the tutorial's time limits of 10
  /// and 2.5 seconds. A tenth of the load is logged in as jason.
  public static func bookinfo() -> MeshTopology {
    let namespace = "default"
    let port = 9080

    func service(_ app: String) -> DemoService {
      DemoService(
        id: ServiceID(namespace: namespace, name: app), labels: ["app": app, "service": app],
        ports: [ServicePort(name: "http", number: port, targetPort: port)], selector: ["app": app])
    }
    func workload(_ app: String, _ version: String, _ behaviour: WorkloadBehaviour) -> DemoWorkload {
      DemoWorkload(
        id: WorkloadID(namespace: namespace, name: "\(app)-\(version)"), labels: ["app": app, "version": version],
        serviceAccount: "bookinfo-\(app)", port: port, behaviour: behaviour)
    }
    func reviews(_ version: String, median: Double, ratingsTimeout: Double?) -> DemoWorkload {
      let ratings = ratingsTimeout.map {
        CallStage([CallSpec(host: "ratings", port: port, path: "/ratings/0", timeout: $0)])
      }
      return workload(
        "reviews", version,
        WorkloadBehaviour(
          serviceTime: .milliseconds(median), stages: ratings.map { [$0] } ?? [], responseBytes: 750))
    }
    func entry(share: Double, headers: [String: String]) -> EntryLoad {
      EntryLoad(
        host: "bookinfo.example.com", path: "/productpage", headers: headers, share: share,
        service: ServiceID(namespace: namespace, name: "productpage"), port: port)
    }

    let page = WorkloadBehaviour(
      serviceTime: .milliseconds(9),
      stages: [
        CallStage([
          CallSpec(host: "details", port: port, path: "/details/0"),
          CallSpec(host: "reviews", port: port, path: "/reviews/0", timeout: 3, attempts: 2),
        ])
      ], responseBytes: 5200)
    return MeshTopology(
      name: "bookinfo",
      services: ["productpage", "details", "reviews", "ratings"].map(service),
      workloads: [
        workload("productpage", "v1", page),
        workload("details", "v1", WorkloadBehaviour(serviceTime: .milliseconds(3), responseBytes: 550)),
        // Alike in all, ratings included: least-request balancing, Istio's default, would favour a quicker version.
        reviews("v1", median: 4, ratingsTimeout: nil),
        reviews("v2", median: 2.5, ratingsTimeout: 10),
        reviews("v3", median: 3, ratingsTimeout: 2.5),
        workload("ratings", "v1", WorkloadBehaviour(serviceTime: .milliseconds(2), responseBytes: 420)),
      ],
      entries: [
        entry(share: 9, headers: ["user-agent": "vigla-demo"]),
        entry(share: 1, headers: ["user-agent": "vigla-demo", "end-user": "jason"]),
      ])
  }
}
