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
        if ContinuousClock.now - start > Self.steady, store.noteWatch(nil) { emit(store) }
      } catch {
        if error.isCancelled { return }
        wait = react(to: error, wasSteady: ContinuousClock.now - start > Self.steady)
      }
      if ContinuousClock.now - start > Self.steady {
        backoff.reset()
      } else {
        // Even streams that bring something are not opened anew without a pause, if they end at once.
        if hasProgress { backoff.reset() }
        wait = true
      }
      if wait, (try? await plan.client.clock.sleep(for: pause())) == nil { return }
    }
  }

  /// The next wait, longer if the server asked for it.
  private func pause() -> Duration {
    let own = backoff.next()
    guard case .stale(let error) = store.state, let seconds = error.retryAfter else { return own }
    return max(own, .fromSeconds(min(seconds, plan.client.options.maxThrottleSeconds)))
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
  private func react(to error: KubernetesError, wasSteady: Bool) -> Bool {
    switch error.reason {
    case .gone, .stalled:
      // Regular life of a watch: the objects stay trustworthy while the list is read again. A server that forgets at
      // once, again and again, is slowed down by the lack of progress.
      needsList = true
      return false
    case .truncated where !needsList && (hasProgress || wasSteady):
      // A restart of the server, or something in between that ends quiet connections: go on from the last whole line.
      return true
    case .malformed where !needsList, .tooLarge where !needsList:
      // The list could be read, the watch not: lists have to do.
      needsList = true
      if store.noteWatch(error) { emit(store) }
      return true
    default:
      needsList = true
      store.markStale(error)
      emit(store)
      return true
    }
  }
}
