import Kubernetes
import Synchronization
import Texts

/// A mesh that a Kubernetes API tells of: objects by list and watch, proxies through the pods' proxy subresource or at
/// the pods' addresses.
public final class KubernetesMeshSource: MeshSource {
  /// The agent's port, which adds what the application exports, then Envoy's own.
  private static let ports = [15020, 15090]

  private let client: KubernetesClient
  private let direct: DirectClient
  /// The port that answered last, by proxy.
  private let known = Mutex<[String: Int]>([:])

  public init(client: KubernetesClient, direct: DirectClient = DirectClient()) {
    self.client = client
    self.direct = direct
  }

  public func inventory(namespaces: [String]?) -> AsyncStream<MeshInventory> {
    AsyncStream(bufferingPolicy: .bufferingNewest(1)) { [client] continuation in
      let task = Task {
        await InventoryKeeper(client: client, namespaces: namespaces) { continuation.yield($0) }.run()
        continuation.finish()
      }
      continuation.onTermination = { _ in task.cancel() }
    }
  }

  public func poll(_ request: PollRequest, into fold: PollFold) async throws(PollFailure) -> PollFold {
    let id = request.target.id
    let first = known.withLock { $0[id] } ?? Self.ports[0]
    var failure: PollFailure?
    for port in [first] + Self.ports.filter({ $0 != first }) {
      do throws(KubernetesError) {
        let answer = try await ask(request, port: port, into: fold)
        known.withLock { $0[id] = port }
        return answer
      } catch {
        failure = failure ?? PollFailure(error)
        guard mayHaveOtherPort(error) else { break }
      }
    }
    throw failure ?? PollFailure(reason: tr("no port to ask"))
  }

  public var admin: any ProxyAdmin { KubernetesAdmin(client: client, direct: DirectAdmin(client: direct)) }

  /// Goes by the services' names alone.
  public func findStore() async -> String? {
    do throws(PollFailure) {
      return try await PrometheusFinder(client: client).candidates().first?.place
    } catch { return nil }
  }

  /// Ends the direct connections; the client belongs to who made it.
  public func shutdown() async { await direct.shutdown() }

  private func ask(
    _ request: PollRequest, port: Int, into fold: PollFold
  ) async throws(KubernetesError) -> PollFold {
    let deadline = Duration.milliseconds(Int64(request.deadline * 1_000))
    switch request.target.address {
    case .pod(_, _, let ip) where request.direct:
      let host = ip.contains(":") ? "[\(ip)]" : ip
      return try await direct.get(
        "http://\(host):\(port)\(PollRequest.path)", deadline: deadline, maxBytes: request.maxBytes, into: fold
      ) { fold, chunk in _ = fold.consume(chunk) }.value
    case .pod(let namespace, let name, _):
      return try await client.podProxy(
        namespace: namespace, pod: name, port: port, path: PollRequest.path, deadline: deadline,
        maxBytes: request.maxBytes, into: fold
      ) { fold, chunk in _ = fold.consume(chunk) }.value
    case .url(let url):
      return try await direct.get(url, deadline: deadline, maxBytes: request.maxBytes, into: fold) { fold, chunk in
        _ = fold.consume(chunk)
      }.value
    }
  }

  /// Whether something answered, but not with stats: a refused connection, which the API server reports as an error of
  /// its own, or a path that is not there.
  private func mayHaveOtherPort(_ error: KubernetesError) -> Bool {
    switch error.reason {
    case .server, .notFound, .notServed, .unreachable: true
    default: false
    }
  }
}
