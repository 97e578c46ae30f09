import Kubernetes

/// Admin interfaces of pods through the API server's pod proxy. Istio's sidecars listen at their pod's loopback address,
/// where the API server does not get: there it is refused.
public struct PodProxyAdmin: ProxyAdmin {
  private let client: KubernetesClient
  private let direct: DirectAdmin

  public init(client: KubernetesClient, direct: DirectAdmin) {
    self.client = client
    self.direct = direct
  }

  public func get(_ path: String, of request: PollRequest) async throws(PollFailure) -> [UInt8] {
    guard case .pod(let namespace, let name, _) = request.target.address, !request.direct else {
      return try await direct.get(path, of: request)
    }
    do throws(KubernetesError) {
      return try await client.podProxy(
        namespace: namespace, pod: name, port: DirectAdmin.port, path: path,
        deadline: .milliseconds(Int64(request.deadline * 1_000)), maxBytes: request.maxBytes)
    } catch {
      throw PollFailure(error)
    }
  }
}
