import Documents

/// The state of a running `Reflector`.
actor ReflectorLoop<Value: Sendable> {
  private let plan: Reflector<Value>
  private let emit: @Sendable (ResourceStore<Value>) -> Void
  private var store: ResourceStore<Value>
  private var backoff: Backoff
  private var needsList = true
  /// Whether the present watch brought anything, a bookmark at least.
  private var hasProgress = false

  /// A watch that lasted this long was in order, even without an event.
  private static var steady: Duration { .seconds(5) }

  init(_ plan: Reflector<Value>, _ emit: @escaping @Sendable (ResourceStore<Value>) -> Void) {
    self.plan = plan
    self.emit = emit
    store = ResourceStore(kind: plan.kind, namespace: plan.namespace, decode: plan.decode)
    backoff = plan.backoff
  }

  func run() async {
    while !Task.isCancelled {
      let start = ContinuousClock.now
      hasProgress = false
      var wait = false
      do throws(KubernetesError) {
        if needsList { try await list() }
        try await watch()
      } catch {
        if error.isCancelled { return }
        wait = react(to: error)
      }
      if hasProgress || ContinuousClock.now - start > Self.steady {
        backoff.reset()
      } else {
        wait = true
      }
      if wait, (try? await plan.client.clock.sleep(for: backoff.next())) == nil { return }
    }
  }

  private func list() async throws(KubernetesError) {
    let list = try await plan.client.list(plan.kind, namespace: plan.namespace, selector: plan.selector)
    store.replace(with: list)
    needsList = false
    emit(store)
  }

  private func watch() async throws(KubernetesError) {
    try await plan.client.watch(
      plan.kind, namespace: plan.namespace, resourceVersion: store.resourceVersion, selector: plan.selector,
      timeoutSeconds: plan.watchSeconds
    ) { [self] events in await take(events) }
  }

  private func take(_ events: [WatchEvent]) {
    hasProgress = true
    if store.apply(events) { emit(store) }
  }

  /// - Returns: whether to wait before the next attempt.
  private func react(to error: KubernetesError) -> Bool {
    switch error.reason {
    case .gone, .stalled:
      // Regular life of a watch: the objects stay trustworthy while the list is read again. A server that forgets at
      // once, again and again, is slowed down by the lack of progress.
      needsList = true
      return false
    case .truncated where hasProgress:
      // A restart of the server or a proxy in between: go on from the last whole line.
      return true
    default:
      needsList = true
      store.markStale(error)
      emit(store)
      return true
    }
  }
}
