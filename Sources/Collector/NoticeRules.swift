import MeshModel
import Texts
import TrafficConfig

/// What to tell the operator about the data: an empty or odd picture never goes without its reason.
struct NoticeRules: Sendable {
  var inventory: MeshInventory
  var ledger: MeshLedger
  var traffic: MeshLedger.Traffic
  var graph: GraphBuilder.Graph
  var options: CollectorOptions
  var pace: PollPace
  /// Edits that are meant to end, the first due in front.
  var expiringEdits: [ExpiringEdit] = []
  /// A store of metrics that could be read instead of the proxies.
  var otherStore: String?
  /// Seconds since 1970.
  var now = 0.0

  func notices() -> [Notice] {
    var notices = inventory.notices
    notices += overdueNotices()
    notices += TroubleNotices(inventory.troubles, now: now).notices()
    if let store = ledger.store {
      if let missing = missingNamespace { notices.append(missing) }
      let hasProxies = !ledger.records.isEmpty
      notices += StoreNotices(store: store, options: options, hasProxies: hasProxies, now: now).notices()
      notices += oddNodes() + refusalNotices()
    } else {
      notices += proxyNotices()
      notices += trafficNotices()
    }
    return notices
  }

  /// Said instead of "nothing is there" where a name is wrong.
  private var missingNamespace: Notice? {
    let known = inventory.namespaces
    guard !known.isEmpty, let missing = options.namespaces?.sorted().first(where: { !known.contains($0) }) else {
      return nil
    }
    return Notice(
      code: "no-namespace", level: .error,
      text: tr("There is no namespace \(missing). There are: \(known.joined(separator: ", "))."))
  }

  // MARK: Edits

  /// Nothing in Istio ends them, so a forgotten fault is said at every look.
  private func overdueNotices() -> [Notice] {
    expiringEdits.filter { $0.isOverdue(at: now) }.map { edit in
      Notice(code: "overdue-edit", text: edit.overdueText(at: now))
    }
  }

  // MARK: Proxies

  private func proxyNotices() -> [Notice] {
    var notices: [Notice] = []
    let records = ledger.records.values.sorted { $0.target.id < $1.target.id }
    let refused = records.filter(\.isForbidden)
    if !refused.isEmpty { notices.append(Self.forbidden(refused, of: records.count)) }
    let failing = records.filter { $0.isFailing && !$0.isForbidden }
    if !failing.isEmpty {
      let examples = failing.prefix(2).map { record in
        guard case .failing(let reason) = record.state else { return record.target.id }
        return "\(record.target.id) (\(reason))"
      }
      let rest = failing.count > 2 ? tr(" and \(failing.count - 2) more") : ""
      notices.append(
        Notice(
          code: "proxy-failing", level: failing.count == records.count ? .error : .warning,
          text: tr(
            "\(failing.count) of \(records.count) proxies not read: \(examples.joined(separator: ", "))\(rest). "
              + "What only they report is missing.\(failing.count == records.count ? proposal : "")")))
    }
    let large = records.filter { $0.bytes > 8 << 20 }
    if let first = large.first {
      notices.append(
        Notice(
          code: "large-page",
          text: tr("\(first.target.id) answers with \(first.bytes >> 20) MB a poll")
            + (large.count > 1 ? tr(", \(large.count - 1) more do likewise") : "")
            + tr(". Lengthen the refresh interval, or remove labels by the Telemetry API.")))
    }
    if let resting = restingNotice(records) { notices.append(resting) }
    if pace.isStretched {
      let count = ledger.wanted?.count ?? records.count
      notices.append(
        Notice(
          code: "interval-stretched",
          text:
            tr("\(Self.reason(pace, count: count)): they are read every \(PlainNumber.decimal(pace.interval)) s.")
            + proposal))
    }
    return notices
  }

  /// Says that not all is as fresh as what is looked at; nil where all is.
  private func restingNotice(_ records: [ProxyRecord]) -> Notice? {
    let resting = records.filter(\.isResting)
    guard !resting.isEmpty else { return nil }
    let interval = PlainNumber.window(RestPace.interval(pace.interval))
    return Notice(
      code: "proxies-resting", level: .info,
      text: tr(
        "\(resting.count) of \(records.count) proxies tell nothing of what is on the screen, so they are read only "
          + "every \(interval) each: figures that rest on them are as old as it says beside them."))
  }

  private static func reason(_ pace: PollPace, count: Int) -> String {
    let wanted = tr("\(PlainNumber.decimal(pace.refresh)) s")
    switch pace.limit {
    case .bytes: return tr("Reading \(count) proxies every \(wanted) would take more than 32 MB a second")
    case .processor: return tr("Working on \(count) proxies every \(wanted) would take more than half a processor core")
    case .answers, nil: return tr("Reading \(count) proxies takes longer than \(wanted)")
    }
  }

  /// What can be done without the right to pods/proxy.
  private static func forbidden(_ refused: [ProxyRecord], of count: Int) -> Notice {
    let namespaces = Set(refused.map(\.target.namespace)).sorted()
    let places =
      namespaces.prefix(3).joined(separator: ", ")
      + (namespaces.count > 3 ? tr(" and \(namespaces.count - 3) more namespaces") : "")
    return Notice(
      code: "no-pod-proxy", level: refused.count == count ? .error : .warning,
      text:
        tr(
          "Not allowed to read \(refused.count) of \(count) proxies through the API server: the verb get on pods/proxy "
            + "is missing in \(places). Ask for it (vigla doctor prints the role), or use --direct where the pods' addresses "
            + "can be reached, or --source prometheus (“:source prometheus” in the dashboard)."))
  }

  /// Said where the proxies cannot be read, or not as often as is wanted.
  private var proposal: String {
    otherStore.map {
      tr(
        " “:source prometheus” in the dashboard, or --source prometheus, reads \($0) instead, which is in this cluster."
      )
    } ?? ""
  }

  // MARK: Traffic

  private func trafficNotices() -> [Notice] {
    let records = ledger.records.values
    guard !records.isEmpty else {
      guard inventory.controlPlaneProblem == nil else { return [] }
      if let missing = missingNamespace { return [missing] }
      let place =
        options.namespaces.map { tr("namespace \($0.sorted().joined(separator: ", "))") } ?? tr("any namespace")
      return [
        Notice(code: "no-proxies", text: tr("No running pod with an istio-proxy container in \(place)."))
      ]
    }
    guard traffic.proxies > 0 else {
      let isAnswered = records.contains { $0.lastGood != nil }
      return isAnswered
        ? [
          Notice(
            code: "warming-up", level: .info, text: tr("Rates need two polls of each proxy; the second comes soon."))
        ]
        : []
    }
    var notices = ClusterNotices(records).notices()
    if records.allSatisfy({ $0.source == nil }) {
      let problem = records.compactMap { record in record.admin.problem.map { (record.target.id, $0) } }.min { $0 < $1 }
      let admin = problem.map { tr(" Nor can Envoy's admin interface be read: \($0.0) (\($0.1)).") } ?? ""
      notices.append(
        Notice(
          code: "no-istio-metrics", level: .info,
          text: tr(
            "No proxy has counted a request since it started, or the Telemetry API has turned istio_* metrics off.")
            + admin))
    } else if traffic.flows.active.isEmpty {
      notices.append(
        Notice(
          code: "no-traffic", level: .info,
          text: tr("No requests in the last \(PlainNumber.window(options.window)).")))
    }
    return notices + oddNodes() + refusalNotices()
  }

  private func refusalNotices() -> [Notice] {
    let refused = ledger.refusals.sorted { $0.key.rawValue < $1.key.rawValue }
    guard !refused.isEmpty else { return [] }
    let causes = refused.map { tr("\($0.value) with \($0.key.rawValue)") }
    return [
      Notice(code: "series-refused", level: .info, text: tr("Series left out: \(causes.joined(separator: ", "))."))
    ]
  }

  /// The nodes that nobody can explain without help.
  private func oddNodes() -> [Notice] {
    var notices: [Notice] = []
    let names = Dictionary(uniqueKeysWithValues: graph.nodes.map { ($0.id, $0) })
    func others(_ edges: [MeshEdge], _ end: (MeshEdge) -> NodeID) -> String {
      let all = Set(edges.compactMap { names[end($0)]?.name }).sorted()
      return all.prefix(3).joined(separator: ", ") + (all.count > 3 ? tr(" and \(all.count - 3) more") : "")
    }
    let unknown = graph.edges.filter { names[$0.source]?.kind == .unknown && $0.rate > 0 }
    if !unknown.isEmpty {
      notices.append(
        Notice(
          code: "unknown-source", level: .info,
          text: tr(
            "Callers without a proxy reach \(others(unknown, \.target)): clients outside the mesh, probes, or pods "
              + "without a sidecar.")))
    }
    for name in NodeRules.egressNames.sorted() {
      let edges = graph.edges.filter { names[$0.target]?.service == name && $0.rate > 0 }
      guard !edges.isEmpty else { continue }
      let fate = name == "PassthroughCluster" ? tr("passes through") : tr("is dropped")
      notices.append(
        Notice(
          code: name == "PassthroughCluster" ? "passthrough" : "black-hole", level: .info,
          text:
            tr(
              "Traffic of \(others(edges, \.source)) to hosts that neither a Service nor a ServiceEntry names \(fate) "
                + "(\(name)).")))
    }
    return notices
  }
}
