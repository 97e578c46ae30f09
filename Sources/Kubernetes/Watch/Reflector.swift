import Documents

/// Keeps a `ResourceStore` in step with the server: lists, then watches; goes on where the stream ended; lists again
/// when the server forgot that version or when the stream fell silent; waits longer after each failure.
public struct Reflector<Value: Sendable>: Sendable {
  let client: KubernetesClient
  let kind: ResourceKind
  let namespace: String?
  let selector: ListSelector
  let backoff: Backoff
  let watchSeconds: Int
  let decode: @Sendable (JSONValue) -> Value?

  /// - Parameters:
  ///   - backoff: the waits between attempts, with the source of randomness.
  ///   - watchSeconds: how long one watch lasts before it is renewed.
  ///   - decode: what to keep of an object; see `ResourceStore`.
  public init(
    client: KubernetesClient, kind: ResourceKind, namespace: String?, selector: ListSelector = .all,
    backoff: Backoff = Backoff(), watchSeconds: Int = 300, decode: @escaping @Sendable (JSONValue) -> Value?
  ) {
    self.client = client
    self.kind = kind
    self.namespace = namespace
    self.selector = selector
    self.backoff = backoff
    self.watchSeconds = watchSeconds
    self.decode = decode
  }

  /// The store after each change of its objects or state, the newest one only if the consumer is slow. Runs until the
  /// iteration ends; never throws, as failures show in the store's state.
  public func updates() -> AsyncStream<ResourceStore<Value>> {
    AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
      let task = Task {
        await run { continuation.yield($0) }
        continuation.finish()
      }
      continuation.onTermination = { _ in task.cancel() }
    }
  }

  /// Follows the server until the task is cancelled.
  ///
  /// - Parameter emit: gets the whole store after each change, one call at a time.
  public func run(_ emit: @escaping @Sendable (ResourceStore<Value>) -> Void) async {
    await ReflectorLoop(self, emit).run()
  }
}
