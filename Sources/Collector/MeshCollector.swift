import MeshModel
import TrafficConfig

/// Follows a mesh: polls its proxies at an even pace and publishes a snapshot after each round, and whenever the
/// configuration or the options change.
///
/// A proxy that does not answer holds up nobody: a round is published when all others have answered or half an
/// interval, at most a second, has passed; and it is asked ever less often, in a quarter of the slots.
///
/// Where a store of metrics is given, a round is one question to it instead; of the proxies only the one that somebody
/// looks at closely is asked.
public actor MeshCollector {
  let source: any MeshSource
  let store: (any TrafficStore)?
  let clock: any CollectorClock
  var options: CollectorOptions
  var ledger: MeshLedger
  var histories = HistoryBook()
  var inventory: MeshInventory?
  private var facts = MeshFacts(configuration: MeshConfiguration())
  var pace: PollPace

  private var listeners: [Int: AsyncStream<MeshUpdate>.Continuation] = [:]
  private var nextListener = 0
  private var newest: MeshUpdate?
  var isStopped = false
  /// See `inspect(_:)`.
  var inspected: String?
  /// See `attend(to:)`.
  var attention = Attention.everything

  private var inventoryTask: Task<Void, Never>?
  private var paceTask: Task<Void, Never>?
  var polls: [String: Task<Void, Never>] = [:]
  /// Grows when collecting starts over; what was asked before counts no more.
  private var era = 0
  /// How far the clock was last found to have jumped, in seconds, and when.
  private var jump: (by: Double, at: Double)?
  private var round = PollRound()
  /// The processor time at the end of the round before.
  private var processorMark: Double?
  /// When the newest update was published, and the seconds that it took to make.
  private var published = -Double.infinity
  private var cost = 0.0
  private var deferred: Task<Void, Never>?

  /// The question to the store that is under way, with its number.
  var asking: Task<Void, Never>?
  var questions = 0
  /// The types of graph whose histories reach back before the session.
  var filled: Set<GraphType> = []
  /// Set once a store was looked for that could be read instead of the proxies.
  var lookingForStore: Task<Void, Never>?
  var otherStore: String?

  /// Nothing happens until somebody asks for `updates()`.
  ///
  /// - Parameter store: tells of the traffic in place of the proxies.
  public init(
    source: any MeshSource, store: (any TrafficStore)? = nil, options: CollectorOptions = CollectorOptions(),
    clock: any CollectorClock = SystemCollectorClock()
  ) {
    self.source = source
    self.store = store
    self.options = options.clamped(isStored: store != nil)
    self.clock = clock
    ledger = MeshLedger(storeName: store?.name)
    pace = PollPace(refresh: self.options.refresh)
  }

  /// The newest update, at once if there is one, and every one from then on; a slow reader misses those in between.
  public func updates() -> AsyncStream<MeshUpdate> {
    let id = nextListener
    nextListener += 1
    let (stream, continuation) = AsyncStream.makeStream(of: MeshUpdate.self, bufferingPolicy: .bufferingNewest(1))
    guard !isStopped else {
      continuation.finish()
      return stream
    }
    listeners[id] = continuation
    continuation.onTermination = { _ in Task { [weak self] in await self?.forget(id) } }
    if let newest { continuation.yield(newest) }
    if inventoryTask == nil { followInventory() }
    return stream
  }

  /// Takes over new options. A change of what is drawn shows at once from what is known; a change of namespaces starts
  /// over.
  public func setOptions(_ options: CollectorOptions) {
    let options = options.clamped(isStored: store != nil)
    let old = self.options
    guard options != old, !isStopped else { return }
    self.options = options
    if options.refresh != old.refresh {
      pace = PollPace(refresh: options.refresh)
      if paceTask != nil { startPacing() }
    }
    if options.namespaces != old.namespaces, inventoryTask != nil { followInventory() }
    if store != nil, inventory != nil { askAnew(since: old) }
    publish(isPoll: false)
  }

  /// A store is asked for what is shown, so another wish is another question.
  private func askAnew(since old: CollectorOptions) {
    let isOther = options.window != old.window || options.namespaces != old.namespaces
    if options.namespaces != old.namespaces { filled = [] }
    guard isOther || !filled.contains(options.graphType) else { return }
    asking?.cancel()
    asking = nil
    askStore()
  }

  /// Polls every proxy that tells of what is looked at now, without moving the later rounds.
  public func refreshNow() {
    guard !isStopped, inventory != nil else { return }
    askStore()
    beginRound(evenRetries: true)
  }

  /// Looks closely at one proxy from now on, nil at none: its admin interface is read at each poll. It is polled at once.
  public func inspect(_ id: String?) {
    guard !isStopped else { return }
    inspected = id
    ledger.inspect(id)
    guard let id, ledger.records[id] != nil, polls[id] == nil else { return }
    round.add([id])
    startPolls()
  }

  /// Ends all polling and the streams of updates.
  public func stop() async {
    guard !isStopped else { return }
    isStopped = true
    inventoryTask?.cancel()
    paceTask?.cancel()
    deferred?.cancel()
    asking?.cancel()
    lookingForStore?.cancel()
    for task in polls.values { task.cancel() }
    for listener in listeners.values { listener.finish() }
    listeners = [:]
    await source.shutdown()
    await store?.shutdown()
  }

  private func forget(_ id: Int) { listeners[id] = nil }

  // MARK: Inventory

  private func followInventory() {
    inventoryTask?.cancel()
    let stream = source.inventory(namespaces: options.namespaces)
    inventoryTask = Task { [weak self] in
      for await inventory in stream {
        guard let self, !Task.isCancelled else { return }
        await self.take(inventory)
      }
    }
  }

  private func take(_ inventory: MeshInventory) {
    guard !isStopped else { return }
    let isFirst = self.inventory == nil
    self.inventory = inventory
    ledger.setProxies(inventory.proxies)
    ledger.inspect(inspected)
    for (id, task) in polls where ledger.records[id] == nil { task.cancel() }
    facts = MeshFacts(configuration: inventory.configuration, homeClusters: ledger.homeClusters)
    if isFirst { startPacing() } else { askNewcomers() }
    publishSoon()
  }

  /// Proxies that have appeared are asked at once, so that their rates begin with the next round.
  private func askNewcomers() {
    let fresh = ledger.records.values.filter { $0.state == .pending && polls[$0.target.id] == nil }
    guard store == nil, !fresh.isEmpty else { return }
    round.add(fresh.map(\.target.id).sorted())
    startPolls()
  }

  // MARK: Pace

  private func startPacing() {
    paceTask?.cancel()
    paceTask = Task { [weak self] in
      var tick = self?.clock.now ?? 0
      while let next = await self?.tick(at: tick) {
        tick = next
        do { try await self?.clock.sleep(until: tick) } catch { return }
      }
    }
  }

  /// Begins a round, sees to it that it is published in time, and returns the time of the next one.
  private func tick(at time: Double) async -> Double? {
    guard !isStopped, !Task.isCancelled else { return nil }
    if clock.drift.magnitude > Self.longestDrift {
      startOver()
      return nil
    }
    if ledger.store?.isDue(at: clock.now) ?? false { askStore() }
    if round.isAsked { beginRound(evenRetries: false) }
    let grace = clock.now + min(1, pace.interval / 2)
    do { try await clock.sleep(until: grace) } catch { return nil }
    guard !isStopped, !Task.isCancelled else { return nil }
    if !round.isPublished { publishRound() }
    return pace.next(after: time, now: clock.now)
  }

  /// Seconds that the system's time may differ from the one that collecting goes by.
  private static let longestDrift = 10.0

  /// The clock was set, or the machine was halted: how much time lies between two polls is not known any more, so that
  /// rates over it would be wrong, and ages would lie. Everything begins anew by the new time.
  private func startOver() {
    let drift = clock.drift
    clock.followSystem()
    jump = (drift, clock.now)
    era += 1
    for task in polls.values { task.cancel() }
    polls = [:]
    asking?.cancel()
    asking = nil
    questions += 1
    deferred?.cancel()
    deferred = nil
    round = PollRound()
    ledger = MeshLedger(storeName: store?.name)
    ledger.setProxies(inventory?.proxies ?? [])
    ledger.inspect(inspected)
    histories = HistoryBook()
    filled = []
    pace = PollPace(refresh: options.refresh)
    processorMark = nil
    (published, cost) = (-.infinity, 0)
    startPacing()
  }

  private func beginRound(evenRetries: Bool) {
    guard store == nil || inspected != nil else { return }
    let now = clock.now
    if store == nil { chooseWanted() }
    let due = ledger.records.values.filter {
      (evenRetries || $0.retryAt <= now + 0.001) && (store == nil || $0.target.id == inspected)
    }
    let wanted = due.filter(isWanted)
    let resting = evenRetries ? [] : RestPace.due(due.filter { !isWanted($0) }, interval: pace.interval)
    begin(wanted, then: resting)
  }

  /// Begins a round with these proxies, those that wait for nobody's eyes last.
  func begin(_ wanted: [ProxyRecord], then resting: [ProxyRecord] = [], isBetween: Bool = false) {
    func ids(_ records: [ProxyRecord], prompt: Bool) -> [String] {
      records.filter { ($0.unanswered == 0) == prompt }.map(\.target.id).sorted()
    }
    round.begin(
      at: clock.now, prompt: ids(wanted, prompt: true) + ids(resting, prompt: true),
      slow: ids(wanted, prompt: false) + ids(resting, prompt: false), isBetween: isBetween)
    startPolls()
    if round.isDone, !round.isPublished { publishRound() }
  }

  // MARK: Polls

  private func startPolls() {
    while let (id, isSlow) = round.next(limit: options.maxConcurrentPolls) {
      guard let record = ledger.records[id], polls[id] == nil else {
        _ = round.finish(id, seconds: nil, bytes: 0)
        continue
      }
      // Whoever has never answered gets little time at first, so that the first picture does not wait for it.
      let patience = record.lastGood == nil ? 2 : min(max(2, pace.refresh * 0.8), 10)
      let deadline = isSlow ? min(max(5, pace.refresh), 10) : patience
      let request = PollRequest(target: record.target, deadline: deadline, direct: options.direct)
      let fold = PollFold(parser: record.parser, clock: clock)
      let source = source
      let start = clock.now
      ledger.ask(id, at: start)
      let plan = record.admin.plan(hasIstio: record.source == .istio, now: start)
      polls[id] = Task { [weak self, clock, era] in
        let poll = await ProxyPoll.run(source, request, into: fold, plan: plan, clock: clock)
        await self?.finish(request.target, poll, start: start, era: era)
      }
    }
  }

  private func finish(_ target: ProxyTarget, _ poll: ProxyPoll, start: Double, era: Int) {
    guard era == self.era else { return }
    polls[target.id] = nil
    guard !isStopped else { return }
    let end = clock.now
    var seconds: Double?
    // A pod that was replaced by one of the same name answers for itself only.
    if ledger.records[target.id]?.target.address == target.address {
      switch poll.stats {
      case .success(let fold):
        ledger.record(fold, of: target.id, start: start, end: poll.statsEnd, window: options.window)
        seconds = end - round.start
      case .failure(let failure):
        ledger.fail(failure, of: target.id, start: start, end: poll.statsEnd, interval: pace.interval)
      }
      switch poll.admin {
      case .success(let look):
        ledger.record(look, of: target.id, start: start, end: end, window: options.window)
        seconds = end - round.start
      case .failure(let failure): ledger.failAdmin(failure, of: target.id, at: end)
      case nil: break
      }
    }
    let isRoundOver = round.finish(target.id, seconds: seconds, bytes: ledger.records[target.id]?.bytes ?? 0)
    startPolls()
    if isRoundOver {
      if !round.isBetween { learnPace() }
      publishRound()
    } else if target.id == inspected, round.isPublished {
      publishSoon()
    }
  }

  private func learnPace() {
    let processor = clock.processorSeconds
    // What starting took says nothing of the rounds to come.
    pace.learn(seconds: round.seconds, bytes: round.bytes, processor: processorMark.map { processor - $0 } ?? 0)
    processorMark = processor
  }

  // MARK: Publishing

  func builder(_ inventory: MeshInventory) -> SnapshotBuilder {
    SnapshotBuilder(inventory: inventory, facts: facts, options: options, pace: pace, otherStore: otherStore)
  }

  func takeOverClusters(_ inventory: MeshInventory) {
    guard facts.homeClusters != ledger.homeClusters else { return }
    facts = MeshFacts(configuration: inventory.configuration, homeClusters: ledger.homeClusters)
  }

  private func publishRound() {
    round.isPublished = true
    publish(isPoll: store == nil && !round.isBetween)
    lookForStore()
  }

  /// Publishes a change of the configuration: at once, but where changes come all the time and snapshots are costly,
  /// only as often as costs a tenth of the time.
  func publishSoon() {
    let due = published + 10 * cost
    guard clock.now < due else {
      publish(isPoll: false)
      return
    }
    guard deferred == nil else { return }
    deferred = Task { [weak self, clock] in
      do { try await clock.sleep(until: due) } catch { return }
      await self?.publishDeferred()
    }
  }

  private func publishDeferred() {
    guard deferred != nil else { return }
    publish(isPoll: false)
  }

  /// Seconds for which a jump of the clock is news.
  private static let jumpNews = 120.0

  func publish(isPoll: Bool) {
    guard let inventory, !isStopped else { return }
    deferred?.cancel()
    deferred = nil
    let start = clock.now
    defer {
      published = clock.now
      cost = published - start
    }
    takeOverClusters(inventory)
    var snapshot = builder(inventory).build(&ledger, histories: &histories, now: clock.now, isPoll: isPoll)
    if let jump, clock.now - jump.at < Self.jumpNews {
      let direction = jump.by > 0 ? "ahead" : "back"
      snapshot.notices.append(
        Notice(
          code: "clock-jumped", level: .info,
          text: "This machine's clock went \(direction) by \(PlainNumber.window(jump.by.magnitude)) at once: rates and "
            + "trends have begun anew."))
    }
    var update = MeshUpdate(
      snapshot: snapshot, configuration: inventory.configuration, namespaces: inventory.namespaces)
    update.trustDomain = inventory.trustDomain
    newest = update
    for listener in listeners.values { listener.yield(update) }
  }
}
