import MeshModel
import NIOHTTP1

/// The headers that the demo's applications read and write.
enum AppHeaders {
  /// Names the workload of the application that calls, as `namespace/name`. For the applications' own counts.
  static let caller = "x-demo-caller"

  /// What an application passes on to the services that it calls: tracing and session headers as in Bookinfo, and
  /// other `x-` headers, but none that proxies write for the next hop only.
  static func passedOn(from headers: HTTPHeaders) -> HTTPHeaders {
    HTTPHeaders(headers.lazy.filter { isPassedOn($0.name.lowercased()) }.map { ($0.name, $0.value) })
  }

  private static func isPassedOn(_ name: String) -> Bool {
    SimulatedRequest.isPropagated(name) && name != caller
      && !["x-envoy-", "x-forwarded-"].contains { name.hasPrefix($0) }
  }
}
