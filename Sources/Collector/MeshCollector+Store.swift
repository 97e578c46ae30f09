import MeshModel

/// Reading a store of metrics in place of the proxies, and finding one.
extension MeshCollector {
  func askStore() {
    guard let store, asking == nil, !isStopped else { return }
    questions += 1
    let number = questions
    let question = StoreQuestion(
      namespaces: options.namespaces, window: options.window, refresh: pace.interval,
      wantsPast: !filled.contains(options.graphType), deadline: min(max(15, pace.refresh), 60))
    let start = clock.now
    let type = options.graphType
    asking = Task { [weak self] in
      let answer: Result<StoreReading, PollFailure>
      do throws(PollFailure) { answer = .success(try await store.read(question)) } catch { answer = .failure(error) }
      await self?.finishAsking(number, answer, place: await store.place, start: start, type: type)
    }
  }

  private func finishAsking(
    _ number: Int, _ answer: Result<StoreReading, PollFailure>, place: String, start: Double, type: GraphType
  ) {
    guard number == questions, asking != nil, !isStopped, let inventory else { return }
    asking = nil
    let end = clock.now
    ledger.record(answer, place: place, start: start, end: end, interval: pace.interval)
    guard case .success(let reading) = answer else {
      publish(isPoll: false)
      return
    }
    // The past is asked for once, and takes longer.
    if filled.contains(type) { pace.learn(seconds: end - start, bytes: 0) }
    if type == options.graphType, filled.insert(type).inserted {
      takeOverClusters(inventory)
      builder(inventory).record(past: reading, in: &histories, now: end)
    }
    publish(isPoll: true)
  }

  /// Looks once for a store that could be read instead, where reading the proxies does not go well.
  func lookForStore() {
    guard store == nil, lookingForStore == nil, !ledger.records.isEmpty,
      pace.isStretched || ledger.records.values.allSatisfy(\.isFailing)
    else { return }
    lookingForStore = Task { [weak self, source] in
      let found = await source.findStore()
      await self?.take(otherStore: found)
    }
  }

  private func take(otherStore found: String?) {
    guard let found, !isStopped else { return }
    otherStore = found
    publishSoon()
  }
}
