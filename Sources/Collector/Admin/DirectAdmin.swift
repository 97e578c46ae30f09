import Kubernetes
import Texts

/// Admin interfaces at plain addresses: the one that an endpoint is listed with, or port 15000 of a pod.
public struct DirectAdmin: ProxyAdmin {
  /// Where an Istio sidecar has it.
  static let port = 15_000

  private let client: DirectClient

  public init(client: DirectClient) { self.client = client }

  public func get(_ path: String, of request: PollRequest) async throws(PollFailure) -> [UInt8] {
    let base: String
    switch request.target.address {
    case .pod(_, _, let ip): base = "http://\(ip.contains(":") ? "[\(ip)]" : ip):\(Self.port)"
    case .url:
      guard let admin = request.target.admin else { throw PollFailure(reason: tr("no admin address is listed")) }
      base = admin
    }
    do throws(KubernetesError) {
      return try await client.get(
        base + path, deadline: .milliseconds(Int64(request.deadline * 1_000)), maxBytes: request.maxBytes)
    } catch {
      throw PollFailure(error)
    }
  }
}
