import Documents
import Testing

@testable import DemoMesh

/// A control plane with Bookinfo for one test, asked over HTTP.
struct TestCluster: Sendable {
  static let istio = "/apis/networking.istio.io/v1/namespaces/default"

  let plane: ControlPlane
  let client: TestClient

  /// Runs the body with a fresh cluster, whose pods start at once, and ends it.
  static func run<Result: Sendable>(
    _ options: ControlPlaneOptions = .test, _ body: (TestCluster) async throws -> Result
  ) async throws -> Result {
    let plane = try await ControlPlane(options)
    try plane.run(DemoObjects(topology: .bookinfo(), apiURL: plane.url).all)
    let cluster = TestCluster(plane: plane, client: TestClient(port: plane.port))
    do {
      let result = try await body(cluster)
      await plane.stop()
      return result
    } catch {
      await plane.stop()
      throw error
    }
  }

  /// One cluster for all tests that only read.
  static func read<Result: Sendable>(_ body: (TestCluster) async throws -> Result) async throws -> Result {
    try await body(shared.value)
  }

  private static let shared = Task { () async throws -> TestCluster in
    let plane = try await ControlPlane(.test)
    try plane.run(DemoObjects(topology: .bookinfo(), apiURL: plane.url).all)
    return TestCluster(plane: plane, client: TestClient(port: plane.port))
  }

  @discardableResult
  func send(
    _ method: String, _ path: String, _ body: JSONValue? = nil, type: String = "application/json",
    accept: String = "application/json", token: String? = nil, agent: String = "test/1.0"
  ) async throws -> TestResponse {
    try await client.send(
      method, path,
      headers: headers(token) + [("Content-Type", type), ("Accept", accept), ("User-Agent", agent)],
      body: body?.serializedBytes() ?? [])
  }

  func get(_ path: String, accept: String = "application/json") async throws -> TestResponse {
    try await send("GET", path, accept: accept)
  }

  func headers(_ token: String? = nil) -> [(String, String)] {
    [("Authorization", "Bearer \(token ?? plane.tokens.admin)")]
  }

  /// Reads a watch until the closure returns false or the server ends it.
  @discardableResult
  func watch(
    _ path: String, accept: String = "application/json", _ take: (JSONValue) async throws -> Bool
  ) async throws -> (status: Int, isEnded: Bool) {
    try await client.lines(path, headers: headers() + [("Accept", accept)], take)
  }

  /// Waits until an object of a collection is as wanted.
  func wait(for path: String, until isRight: @escaping @Sendable ([JSONValue]) -> Bool) async throws {
    // A watch that begins at the list's state misses nothing in between.
    while true {
      let list = try await get(path)
      if isRight(list.items) { return }
      let version = list.json["metadata"]?["resourceVersion"]?.string ?? ""
      try await watch("\(path)\(path.contains("?") ? "&" : "?")watch=1&timeoutSeconds=5&resourceVersion=\(version)") {
        _ in false
      }
    }
  }

  /// A VirtualService for reviews with the weights of v1 and v2.
  static func virtualService(_ weights: [Int] = [80, 20], name: String = "reviews") -> JSONValue {
    [
      "apiVersion": "networking.istio.io/v1", "kind": "VirtualService", "metadata": ["name": .string(name)],
      "spec": [
        "hosts": ["reviews"],
        "http": [
          [
            "route": .array(
              weights.enumerated().map { index, weight in
                [
                  "destination": ["host": "reviews", "subset": .string("v\(index + 1)")],
                  "weight": JSONValue(weight),
                ]
              })
          ]
        ],
      ],
    ]
  }
}

extension ControlPlaneOptions {
  /// Pods start and stop at once.
  static var test: ControlPlaneOptions {
    var options = ControlPlaneOptions()
    options.timing = .immediate
    return options
  }
}

extension JSONValue {
  /// The value at a path as JSONPath prints it, such as `spec.http[0].route`.
  func at(_ path: String) -> JSONValue? { JSONPath(path).flatMap { self[$0] } }
}
