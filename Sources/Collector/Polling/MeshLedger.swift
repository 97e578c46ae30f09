import MeshModel
import ProxyStats

/// The book of all proxies: takes in polls, gives out the traffic of the window. No I/O and no clock.
struct MeshLedger: Sendable {
  private(set) var records: [String: ProxyRecord] = [:]
  /// The clusters that the proxies say they are in.
  private(set) var homeClusters: Set<String> = []
  /// Set where a store of metrics tells of the traffic in place of the proxies.
  private(set) var store: StoreRecord?
  private var registry = SeriesRegistry()
  /// When `setMark` was called last.
  private var marked: Double?
  /// The proxies that are read at every round; nil for all.
  private(set) var wanted: Set<String>?

  /// Why series were left out, with how many.
  var refusals: [SeriesCleaning.Refusal: Int] { store.map { $0.stored?.refusals ?? [:] } ?? registry.refusals }

  /// - Parameter storeName: what the store of metrics is that tells of the traffic; nil where the proxies do.
  init(storeName: String? = nil) { store = storeName.map(StoreRecord.init) }

  /// The traffic over a window.
  struct Traffic: Sendable {
    var flows = ReporterMerge.Result()
    /// The seconds that the rates cover: the window, or less while the history is younger; 0 without rates.
    var seconds = 0.0
    /// How many proxies have rates.
    var proxies = 0
    /// Seconds since the mark, which the recent rates cover; nil before the first mark.
    var recentSeconds: Double?
    /// The oldest poll from which recent growth is counted.
    var recentSince = Double.infinity
  }

  /// Follows the inventory: what is gone counts no more.
  mutating func setProxies(_ targets: [ProxyTarget]) {
    var next: [String: ProxyRecord] = [:]
    next.reserveCapacity(targets.count)
    for target in targets {
      if var known = records[target.id], known.target.address == target.address {
        known.target = target
        next[target.id] = known
      } else {
        // Another address means another process behind the same name.
        next[target.id] = ProxyRecord(target)
      }
    }
    let hasShrunk = next.count < records.count
    records = next
    if let wanted { rest(allBut: wanted) }
    if hasShrunk { compactIfWorthIt() }
  }

  /// Reads only some proxies at every round, with nil all. Those that are wanted again count as resting until they are
  /// read, unless they were since `fresh`: their figures are as old as before.
  mutating func rest(allBut wanted: Set<String>?, fresh: Double = .infinity) {
    self.wanted = wanted
    for (id, record) in records {
      let rests = rests(id) || record.isResting && (record.newest ?? -.infinity) < fresh
      if rests != record.isResting { records[id]?.isResting = rests }
    }
  }

  private func rests(_ id: String) -> Bool { wanted.map { !$0.contains(id) } ?? false }

  /// The proxies that tell of what somebody looks at; nil for all. Those of its workloads are meant, those of everything
  /// that is known to exchange requests with it, and what tells of others: waypoints, ztunnels, and proxies without
  /// `istio_*`, which tell of their calls as nobody else does. A mesh of few proxies is read whole.
  ///
  /// - Complexity: O(flows + proxies).
  func reporters(of attention: Attention) -> Set<String>? {
    guard case .subjects(let subjects) = attention, records.count > RestPace.spared else { return nil }
    func isMeant(_ namespace: String, _ name: String) -> Bool {
      subjects.contains(Attention.Subject(namespace: namespace, name: name))
    }
    func isMeant(_ end: FlowKey.End) -> Bool { isMeant(end.namespace, end.workload) || isMeant(end.namespace, end.app) }
    var ends = subjects
    for key in registry.flows
    where isMeant(key.serviceNamespace, key.serviceName) || isMeant(key.source) || isMeant(key.destination) {
      for end in [key.source, key.destination] where end.workload.isKnown {
        ends.insert(Attention.Subject(namespace: end.namespace, name: end.workload))
      }
    }
    var found: Set<String> = []
    for (id, record) in records {
      let target = record.target
      guard let workload = target.workload, target.kind != .waypoint, target.kind != .ztunnel,
        record.source != .clusters
      else {
        found.insert(id)
        continue
      }
      if ends.contains(Attention.Subject(namespace: target.namespace, name: workload)) { found.insert(id) }
    }
    return found
  }

  /// Notes that proxies are being asked.
  mutating func ask(_ id: String, at time: Double) { records[id]?.askedAt = time }

  /// Takes in the answer to a poll that began at `start`. Returns false if the proxy is gone meanwhile.
  @discardableResult
  mutating func record(_ fold: PollFold, of id: String, start: Double, end: Double, window: Double) -> Bool {
    // Taken out, so that its arrays are changed in place.
    guard var record = records.removeValue(forKey: id) else { return false }
    var parser = fold.parser
    let page = parser.finish()
    record.latencyMs = max(0, end - start) * 1_000
    record.bytes = page.bytes
    record.unanswered = 0
    record.isForbidden = false
    record.isResting = rests(id)
    let time = fold.answeredAt ?? (start + end) / 2
    // The parser's memory of lines is kept even if the page does not count.
    record.parser = parser
    switch PageVerdict(page) {
    case .good:
      record.state = .answering
      record.lastGood = time
      record.history.record(parser, at: time, window: window)
    case .flawed(let reason):
      record.state = .failing(reason: reason)
      record.lastGood = time
      record.history.record(parser, at: time, window: window)
    case .unusable(let reason):
      record.state = .failing(reason: reason)
    }
    record.register(in: &registry, clusters: &homeClusters)
    record.parser.drop()
    if record.parser.seriesCount > 0 { record.admin.stopCounting() }
    records[id] = record
    return true
  }

  /// Takes in a look at the admin interface, after the stats page of the same poll. Where there are no `istio_*`
  /// series it is what counts, so then the proxy answers even if its stats page does not.
  mutating func record(_ look: AdminLook, of id: String, start: Double, end: Double, window: Double) {
    guard var record = records[id] else { return }
    let counts = record.parser.seriesCount == 0
    record.admin.record(look, counts: counts, window: window)
    if let cluster = look.info?.clusterID.known { homeClusters.insert(cluster) }
    record.bytes = (record.isFailing ? 0 : record.bytes) + look.bytes
    record.latencyMs = max(0, end - start) * 1_000
    if counts {
      record.state = .answering
      record.lastGood = look.time
      record.unanswered = 0
      record.retryAt = 0
    }
    records[id] = record
  }

  /// Notes that the admin interface did not answer, or not with what it should.
  mutating func failAdmin(_ failure: PollFailure, of id: String, at now: Double) {
    guard let record = records[id] else { return }
    records[id]?.admin.fail(failure, at: now)
    if record.source == .clusters { records[id]?.state = .failing(reason: failure.reason) }
  }

  /// Reads the admin interface of one proxy at each poll, whatever its traffic is read from; nil of none.
  mutating func inspect(_ inspected: String?) {
    for id in records.keys where records[id]?.admin.isInspected != (id == inspected) {
      records[id]?.admin.isInspected = id == inspected
    }
  }

  /// Notes that a poll failed.
  mutating func fail(_ failure: PollFailure, of id: String, start: Double, end: Double, interval: Double) {
    guard records[id] != nil else { return }
    records[id]?.state = .failing(reason: failure.reason)
    records[id]?.latencyMs = max(0, end - start) * 1_000
    records[id]?.isForbidden = failure.isForbidden
    let isResting = rests(id)
    records[id]?.isResting = isResting
    guard failure.isUnresponsive else { return }
    let unanswered = (records[id]?.unanswered ?? 0) + 1
    records[id]?.unanswered = unanswered
    records[id]?.retryAt = end + min(60, interval * Double(1 << min(unanswered - 1, 6)))
  }

  /// Takes in what a store of metrics answered or that it did not, and where it was found.
  ///
  /// - Parameters:
  ///   - start: when it was asked.
  ///   - interval: seconds between two questions.
  mutating func record(
    _ answer: Result<StoreReading, PollFailure>, place: String, start: Double, end: Double, interval: Double
  ) {
    store?.place = place
    switch answer {
    case .success(let reading):
      store?.record(reading, asked: start, at: end)
      homeClusters.formUnion(store?.stored?.homeClusters ?? [])
    case .failure(let failure): store?.fail(failure, asked: start, at: end, interval: interval)
    }
  }

  /// The merged traffic of the window that ends now. A proxy that has not answered for longer than `patience` seconds
  /// is left out.
  ///
  /// - Parameters:
  ///   - restPatience: the same for a proxy that is read rarely.
  ///   - pods: whose address is whose, for the endpoints of clusters.
  mutating func traffic(
    window: Double, now: Double, patience: Double, restPatience: Double? = nil, pods: AddressBook = AddressBook()
  ) -> Traffic {
    if let store { return store.traffic(now: now, marked: marked, patience: patience) }
    let ids = records.keys.sorted()
    var tally = FlowTally(flowCount: registry.flows.count)
    var result = Traffic()
    let interval = marked.map { now - $0 } ?? 0
    if interval > Self.leastInterval { result.recentSeconds = interval }
    var halfSeen: Set<String> = []
    for id in ids {
      guard let record = records[id] else { continue }
      let patience = record.isResting ? restPatience ?? patience : patience
      let isSilent = (record.newest ?? -.infinity) < now - patience
      if let workload = record.target.workload, isSilent || record.isFailing {
        halfSeen.insert("\(record.target.namespace)/\(workload)")
      }
      guard !isSilent, record.source != .clusters,
        let deltas = record.history.deltas(window: window, patience: patience, parser: record.parser)
      else { continue }
      // What was not told for long is no burst of now: it counts as the even flow that it was.
      let silence = deltas.end - deltas.mark
      let isLate = silence > Self.longestRecent * interval
      tally.add(
        deltas, entries: record.entries, bounds: record.parser.bounds,
        recentSeconds: isLate ? silence : interval, isResting: record.isResting)
      if deltas.end > deltas.mark, !record.isResting { result.recentSince = min(result.recentSince, deltas.mark) }
      result.proxies += 1
      result.seconds = max(result.seconds, min(deltas.elapsed, window))
    }
    result.flows = ReporterMerge.merge(tally, flows: registry.flows, order: registry.sortedFlows()) { end in
      halfSeen.contains("\(end.namespace)/\(end.workload)")
    }
    let waypoints = waypoints(now: now, patience: patience)
    if !waypoints.isEmpty { result.flows.dropTunnelled(through: waypoints) }
    let clusters = clusterTraffic(window: window, now: now, patience: patience, pods: pods, into: &result)
    result.flows = MixedMerge.merge(result.flows, clusters: clusters)
    return result
  }

  /// The waypoints that tell of their requests, as `namespace/workload`.
  private func waypoints(now: Double, patience: Double) -> Set<String> {
    var found: Set<String> = []
    for record in records.values where record.target.kind == .waypoint {
      guard let workload = record.target.workload, (record.newest ?? -.infinity) >= now - patience else { continue }
      found.insert("\(record.target.namespace)/\(workload)")
    }
    return found
  }

  /// The flows of the proxies without `istio_*`, from the counters of their clusters' hosts.
  private func clusterTraffic(
    window: Double, now: Double, patience: Double, pods: AddressBook, into result: inout Traffic
  ) -> ReporterMerge.Result {
    let mine = records.values.filter { $0.source == .clusters }.sorted { $0.target.id < $1.target.id }
    guard !mine.isEmpty else { return ReporterMerge.Result() }
    let flows = ClusterFlows(addresses: addresses(pods), home: home)
    let interval = marked.map { now - $0 } ?? 0
    var sums: [FlowKey: FlowTraffic] = [:]
    for record in mine where (record.newest ?? -.infinity) >= now - patience {
      guard let deltas = record.admin.history.deltas(window: window, patience: patience) else { continue }
      let silence = deltas.end - deltas.mark
      let recentSeconds = silence > Self.longestRecent * interval ? silence : interval
      let identity = record.identity(home: home)
      let admin = record.target.admin?.split(separator: "/").last.map(String.init)
      for growth in deltas.growth where growth.outcome.host != admin {
        guard let key = flows.key(of: growth.outcome, from: identity) else { continue }
        var flow = sums[key] ?? FlowTraffic(key: key, rate: 0, witnessedRate: 0, mutualRate: 0, source: .clusters)
        flow.rate += growth.count / deltas.elapsed
        if recentSeconds > 0 { flow.recentRate += growth.recent / recentSeconds }
        sums[key] = flow
      }
      if deltas.end > deltas.mark { result.recentSince = min(result.recentSince, deltas.mark) }
      result.proxies += 1
      result.seconds = max(result.seconds, min(deltas.elapsed, window))
    }
    let sorted = sums.values.sorted { $0.key < $1.key }
    return ReporterMerge.Result(
      active: sorted.filter { $0.rate > 0 }, idle: sorted.filter { $0.rate <= 0 }.map(\.key))
  }

  /// The cluster, in Kubernetes' sense, of proxies that do not say it.
  private var home: String { homeClusters.count == 1 ? homeClusters.first ?? "" : MeshDefaults.cluster }

  /// The pods' addresses and those that the proxies of a list listen at.
  private func addresses(_ pods: AddressBook) -> AddressBook {
    var book = pods
    for record in records.values.sorted(by: { $0.target.id < $1.target.id }) {
      guard case .url(let url) = record.target.address else { continue }
      book.add(
        proxy: record.identity(home: home), host: EndpointEntry(url: url).host, listeners: record.admin.listeners)
    }
    return book
  }

  var isMarked: Bool { marked != nil }

  /// Recent growth counts from here on.
  mutating func setMark(at time: Double) {
    marked = time
    changeAll {
      $0.history.setMark()
      $0.admin.history.setMark()
    }
  }

  /// Seconds below which no recent rates are given.
  private static let leastInterval = 0.05
  /// Intervals after which a proxy's growth is taken as the sum of a silence.
  private static let longestRecent = 3.5

  /// Starts the registry again without the series of proxies that are gone, once they are most of it.
  private mutating func compactIfWorthIt() {
    let live = records.values.reduce(0) { $0 + $1.entries.count }
    guard registry.flows.count > 2 * live + 1_000 else { return }
    let numbers = registry.keepOnly(records.keys.sorted().lazy.flatMap { [records] in records[$0]?.entries ?? [] })
    changeAll { $0.renumber(numbers) }
  }

  /// Changes all records in place: going by their keys, or by a collection of indices, would copy them first.
  private mutating func changeAll(_ change: (inout ProxyRecord) -> Void) {
    var place = records.values.startIndex
    while place != records.values.endIndex {
      change(&records.values[place])
      place = records.values.index(after: place)
    }
  }
}
