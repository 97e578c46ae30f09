import MeshModel

/// Reading what is looked at more often than the rest.
extension MeshCollector {
  /// Reads from now on at the full rate what tells of what somebody looks at, and the rest of a large mesh about once a
  /// minute. What was not read for a while and is wanted now is read at once. At first everything is wanted.
  public func attend(to attention: Attention) {
    guard !isStopped, attention != self.attention else { return }
    self.attention = attention
    guard inventory != nil, store == nil else { return }
    chooseWanted()
    let now = clock.now
    let old = ledger.records.values.filter {
      isWanted($0) && $0.retryAt <= now && $0.askedAt < now - 0.9 * pace.interval && polls[$0.target.id] == nil
    }
    // What the round under way has not come to yet is among them.
    if !old.isEmpty { begin(old, isBetween: true) }
  }

  func chooseWanted() {
    var wanted = ledger.reporters(of: attention)
    if let inspected { wanted?.insert(inspected) }
    ledger.rest(allBut: wanted, fresh: clock.now - 1.1 * pace.interval)
  }

  func isWanted(_ record: ProxyRecord) -> Bool {
    record.state == .pending || ledger.wanted?.contains(record.target.id) ?? true
  }
}
