import Kubernetes

/// Admin interfaces of pods through the API server. Istio's sidecars listen at their pod's loopback address, where only a
/// command in the container gets; none is run but for a proxy that somebody looks at.
public struct KubernetesAdmin: ProxyAdmin {
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
    let deadline = Duration.milliseconds(Int64(request.deadline * 1_000))
    do throws(KubernetesError) {
      if request.isInspection {
        return try await client.proxyAdmin(
          namespace: namespace, pod: name, path: path, deadline: deadline, maxBytes: request.maxBytes)
      }
      return try await client.podProxy(
        namespace: namespace, pod: name, port: DirectAdmin.port, path: path, deadline: deadline,
        maxBytes: request.maxBytes)
    } catch {
      throw PollFailure(error)
    }
  }
}
