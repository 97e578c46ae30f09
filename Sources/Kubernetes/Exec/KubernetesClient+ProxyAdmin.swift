extension KubernetesClient {
  /// Gets a page of the admin interface of a pod's proxy, Envoy's port 15000.
  ///
  /// Istio's sidecars have it on the pod's own loopback, so it is asked for by `pilot-agent request` in the container
  /// `istio-proxy`, unless it answers through the pod proxy subresource. Which of the two works is remembered.
  ///
  /// - Parameters:
  ///   - path: path and query, such as `/clusters?format=json`, encoded already.
  ///   - deadline: of each of the two ways.
  /// - Throws: of the second way, if both fail; `commandFailed` if pilot-agent cannot reach Envoy.
  public func proxyAdmin(
    namespace: String, pod: String, path: String, deadline: Duration = .seconds(10), maxBytes: Int = 64_000_000
  ) async throws(KubernetesError) -> [UInt8] {
    let key = ObjectKey(namespace: namespace, name: pod)
    let (first, isKnown) = proxyWays.way(to: key)
    do throws(KubernetesError) {
      let bytes = try await ask(first, key, path, deadline, maxBytes)
      proxyWays.worked(first, for: key)
      return bytes
    } catch {
      switch error.reason {
      case .cancelled, .unauthorized, .unreachable, .tooLarge: throw error
      default:
        proxyWays.failed(for: key)
        if isKnown { throw error }
      }
    }
    let bytes = try await ask(first.other, key, path, deadline, maxBytes)
    proxyWays.worked(first.other, for: key)
    return bytes
  }

  private func ask(
    _ way: ProxyAdminWays.Way, _ pod: ObjectKey, _ path: String, _ deadline: Duration, _ maxBytes: Int
  ) async throws(KubernetesError) -> [UInt8] {
    switch way {
    case .podProxy:
      return try await podProxy(
        namespace: pod.namespace, pod: pod.name, port: 15000, path: path, deadline: deadline, maxBytes: maxBytes)
    case .command:
      let target = path.hasPrefix("/") ? String(path.dropFirst()) : path
      let ended = try await exec(
        namespace: pod.namespace, pod: pod.name, container: "istio-proxy",
        command: ["pilot-agent", "request", "GET", target], deadline: deadline, maxBytes: maxBytes)
      guard ended.status == 0 else {
        let said = DisplayText.oneLine(String(decoding: ended.errors.prefix(2_000), as: UTF8.self))
        throw KubernetesError(
          .commandFailed(status: ended.status, message: said),
          request: summary("create", .pods, namespace: pod.namespace, name: pod.name, subresource: "exec"))
      }
      return ended.output
    }
  }
}
