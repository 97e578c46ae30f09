import Cells
import MeshModel
import Texts
import TrafficConfig

/// Writes what is known of a service or workload, part by part.
struct CloserReader {
  var screen: CloserScreen
  /// Nil without traffic.
  var card: GraphCard?
  var model: GraphModel
  var view: MeshView
  var workloads: [WorkloadInfo]
  var service: ServiceID?
  /// Istio's objects about the service.
  var objects: [ObjectReference]
  var findings: ConfigFindings
  /// The pod whose log is shown.
  var logPod: String?
  var hasAPI: Bool
  var now: Double
  var utcOffset: Int
  var charts: ChartGlyphs
  var keys: Keys

  var snapshot: MeshSnapshot { view.snapshot }

  /// The node of a workload; nil for a service, and without traffic.
  var node: MeshNode? {
    guard case .workload(let id) = screen.subject else { return nil }
    return snapshot.workloadNodes[id]
  }

  var health: Health {
    switch screen.subject {
    case .service: card?.health ?? Health(.idle)
    case .workload: workloads.first?.health(node) ?? Health(.na, reason: tr("it is not there any more"))
    }
  }

  /// What comes in.
  var traffic: RequestTotals {
    switch screen.subject {
    case .service: card?.traffic ?? RequestTotals()
    case .workload: node.map { $0.inbound.isZero ? $0.outbound : $0.inbound } ?? RequestTotals()
    }
  }

  var latency: Latency? {
    switch screen.subject {
    case .service: card?.latency
    case .workload: node?.latency
    }
  }

  var history: History {
    switch screen.subject {
    case .service: card.map { History(of: $0, in: snapshot) } ?? History([])
    case .workload: History(node.flatMap { snapshot.nodeHistory[$0.id] }.map { [$0] } ?? [])
    }
  }

  var heading: TextLine {
    var line = TextLine(health.status.sign + " ", health.status.style)
    switch screen.subject {
    case .service(let id):
      line.append(id.name, Style.title.bold)
      line.append(tr("  service  ") + id.namespace, .muted)
    case .workload(let id):
      line.append(id.name, Style.title.bold)
      line.append(tr("  workload  ") + id.namespace, .muted)
    }
    line.append("  " + (health.reason ?? health.status.word), health.reason == nil ? .muted : health.status.style)
    return line
  }

  /// - Parameter height: rows in sight, which charts fill.
  func lines(_ part: CloserScreen.Part, width: Int, height: Int) -> [TextLine] {
    switch part {
    case .charts: ChartLines(reader: self).lines(width: width, height: height)
    case .versions: VersionLines(reader: self).lines(width: width)
    case .traffic: trafficLines(width: width)
    case .routing: RoutingLines(reader: self).lines(width: width)
    case .pods: podLines(width: width)
    case .events: eventLines(width: width)
    case .log: logLines(width: width)
    }
  }

  // MARK: Traffic

  private func trafficLines(width: Int) -> [TextLine] {
    let (inbound, outbound, responses) = neighbours
    guard card != nil || node != nil else { return quietLines(width: width) }
    var lines: [TextLine] = []
    if let latency {
      lines.append(
        TextLine(tr("latency   "), .muted)
          + Self.joined([
            ("p50", latency.p50), ("p95", latency.p95), ("p99", latency.p99), (tr("average"), latency.average),
          ]))
      lines.append(TextLine())
    }
    lines += NeighbourTable(title: tr("INBOUND FROM"), rows: inbound).lines(width: width) + [TextLine()]
    lines += NeighbourTable(title: tr("OUTBOUND TO"), rows: outbound).lines(width: width) + [TextLine()]
    lines += responseLines(responses, width: width)
    return lines
  }

  private static func joined(_ figures: [(String, Double?)]) -> TextLine {
    var line = TextLine()
    for (name, value) in figures {
      line.append((line.isEmpty ? "" : "   ") + name + " ", .muted)
      line.append(Figures.milliseconds(value))
    }
    return line
  }

  private func quietLines(width: Int) -> [TextLine] {
    let span = Figures.duration(snapshot.windowSeconds)
    if let service {
      return QuietReasons(service: service.name, namespace: service.namespace, snapshot: snapshot).lines
    }
    var text = tr("No request of it or to it was seen in \(span).")
    if snapshot.graphType == .service || snapshot.graphType == .app {
      text =
        tr(
          "The \(snapshot.graphType.words) graph has no figures of single workloads: another one is chosen in the graph."
        )
    }
    return TextLine.wrapped(text, width: width, .muted)
  }

  /// Who calls, who is called, and what became of the requests that came in.
  private var neighbours:
    (inbound: [NeighbourTable.Row], outbound: [NeighbourTable.Row], responses: [ResponseKey: Double])
  {
    switch screen.subject {
    case .service:
      guard let card else { return ([], [], [:]) }
      return (
        rows(model.links(to: card.id), \.id.source), rows(model.links(from: card.id), \.id.target), card.responses
      )
    case .workload:
      guard let node else { return ([], [], [:]) }
      let nodes = Dictionary(snapshot.nodes.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
      let into = snapshot.edges.filter { $0.target == node.id }
      var responses: [ResponseKey: Double] = [:]
      for edge in into { responses.merge(edge.responses) { $0 + $1 } }
      return (
        into.map { NeighbourTable.Row($0, name: Self.name(nodes[$0.source])) },
        snapshot.edges.filter { $0.source == node.id }.map {
          NeighbourTable.Row($0, name: Self.name(nodes[$0.target]))
        },
        responses
      )
    }
  }

  private func rows(_ links: [GraphLink], _ end: (GraphLink) -> CardID) -> [NeighbourTable.Row] {
    let titles = Dictionary(model.cards.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return links.map { link in
      let card = titles[end(link)]
      let name = card.map { $0.hasNamespace ? "\($0.shownTitle).\($0.namespace)" : $0.shownTitle }
      return NeighbourTable.Row(link, name: name ?? end(link).text)
    }
  }

  private static func name(_ node: MeshNode?) -> String {
    guard let node else { return MeshDefaults.unknown }
    switch node.kind {
    case .unknown: return tr("callers without a proxy")
    case .service, .serviceEntry: return tr("service \(node.name).\(node.namespace)")
    case .app, .workload: return "\(node.workload ?? node.name).\(node.namespace)"
    }
  }

  private func responseLines(_ responses: [ResponseKey: Double], width: Int) -> [TextLine] {
    let shares = ErrorShare.all(of: responses)
    guard !shares.isEmpty else { return [TextLine(tr("RESPONSES"), .heading), TextLine(tr("none yet"), .muted)] }
    return [TextLine(tr("RESPONSES   share   rate    what it means"), .heading)]
      + shares.map { share in
        let isError = ErrorShare.isError(code: share.code)
        var line = TextLine(
          (isError ? "✗ " : "✓ ") + ResponseWords.code(share.code).rightPadded(5), isError ? .error : .healthy)
        line.append((share.flags == "-" ? "" : share.flags).rightPadded(5))
        line.append(NumberFormat.percent(share.percent) + "  " + NumberFormat.rate(share.rate) + "  ")
        line.append(CodeWords.text(share.code), .muted)
        if let words = ResponseWords.flags(share.flags) {
          line.append(tr(": ") + words, isError ? .warning : .muted)
        }
        return line.cut(to: width)
      }
  }

  // MARK: Pods

  private func podLines(width: Int) -> [TextLine] {
    let proxies = Dictionary(snapshot.proxies.map { ("\($0.namespace)/\($0.pod)", $0) }) { first, _ in first }
    var lines: [TextLine] = []
    for workload in workloads {
      if !lines.isEmpty { lines.append(TextLine()) }
      var head = TextLine(workload.id.name, .heading)
      if let version = workload.version { head.append("  \(version)", .muted) }
      if let replicas = workload.replicas {
        let isShort = replicas.available < replicas.desired
        head.append(tr("  \(replicas.available) of \(replicas.desired) available"), isShort ? .degraded : .muted)
      }
      head.append(tr("  account \(workload.serviceAccount)"), .muted)
      lines.append(head.cut(to: width))
      if workload.pods.isEmpty { lines.append(TextLine(tr("  no pods"), .muted)) }
      let names = workload.pods.map { TextWidth.of($0.name) }.max() ?? 0
      for pod in workload.pods.sorted(by: { $0.name < $1.name }) {
        var line = TextLine(pod.isReady ? "  ✓ " : "  ! ", pod.isReady ? .healthy : .degraded)
        line.append(pod.name.rightPadded(min(names, max(16, width - 40))))
        line.append("  " + pod.ip.rightPadded(15) + "  ", .muted)
        line.append(pod.isReady ? tr("ready") : tr("not ready"), pod.isReady ? .muted : .degraded)
        line.append("   ")
        line.spans += proxyWords(proxies["\(workload.id.namespace)/\(pod.name)"], pod).spans
        lines.append(line.cut(to: width))
      }
    }
    return lines.isEmpty
      ? TextLine.wrapped(
        tr("No workload's pods carry the labels that it selects, so no request can be served."), width: width, .warning)
      : lines
  }

  private func proxyWords(_ proxy: ProxyStatus?, _ pod: PodInfo) -> TextLine {
    guard pod.isMeshed else { return TextLine(tr("! no proxy: not part of the mesh"), .warning) }
    guard pod.hasProxy else { return TextLine(tr("· ambient: its node's ztunnel carries it"), .muted) }
    guard let proxy else { return TextLine(tr("? its proxy is not read"), .muted) }
    let sign = ProxyWords.sign(proxy)
    var line = TextLine(sign.text + tr(" proxy"), sign.style)
    if let failure = proxy.failure {
      line.append(tr(": ") + failure, .error)
      return line
    }
    line.append(tr(" read \(Figures.age(proxy.age)) ago"), .muted)
    if let version = proxy.info?.version { line.append(tr(", Envoy \(version)"), .muted) }
    if proxy.restarts > 0 { line.append(tr(", restarted \(proxy.restarts) times"), .warning) }
    let rejected = ProxyWords.rejections(proxy)
    if rejected > 0 { line.append(tr(", refused \(Figures.count(rejected)) updates of its configuration"), .error) }
    if proxy.ejections > 0 { line.append(", \(Figures.counted(proxy.ejections, "ejected host"))", .degraded) }
    if proxy.openBreakers > 0 { line.append(", \(Figures.counted(proxy.openBreakers, "open breaker"))", .degraded) }
    return line
  }

  // MARK: Events and logs

  private func eventLines(width: Int) -> [TextLine] {
    guard hasAPI else { return [TextLine(tr("There is no Kubernetes API here, so there are no Events."), .muted)] }
    var lines = state(of: screen.events, what: tr("Events"), width: width)
    guard let events = screen.events.value else { return lines }
    if events.isEmpty {
      return lines
        + TextLine.wrapped(
          tr("No Events: nothing happened to it in the last hour or so, for which they are kept."), width: width, .muted
        )
    }
    // Pods are named at their ends: what has no room beside the whole name stands below it.
    let besides = 62
    let longest = events.map { TextWidth.of($0.object) }.max() ?? 0
    let object = max(12, min(longest, longest + besides <= width ? width - besides : width - 32))
    for event in events {
      let age = event.time.map { max(0, now - $0) }
      var line = TextLine(event.isWarning ? "! " : "· ", event.isWarning ? .warning : .muted)
      line.append(Figures.age(age).leftPadded(6) + "  ", .muted)
      line.append(event.reason.rightPadded(20) + " ", event.isWarning ? .warning : .text)
      line.append(TextFit.ends.fitting(event.object, width: object).rightPadded(object) + " ", .muted)
      let room = width - line.width
      if event.count > 1 { line.append("×\(event.count) ", .muted) }
      if room >= 30 {
        lines.append((line + TextLine(event.message)).cut(to: width))
      } else {
        lines.append(line.cut(to: width))
        lines += TextLine.wrapped(event.message, width: max(10, width - 10)).map { TextLine("          ") + $0 }
      }
    }
    return lines
  }

  private func logLines(width: Int) -> [TextLine] {
    guard hasAPI else { return [TextLine(tr("There is no Kubernetes API here, so there are no logs."), .muted)] }
    guard logPod != nil else { return [TextLine(tr("There is no pod whose log could be read."), .muted)] }
    let lines = state(of: screen.log, what: tr("the log"), width: width)
    guard let log = screen.log.value else { return lines }
    if log.lines.isEmpty { return lines + [TextLine(tr("The log is empty."), .muted)] }
    return lines
      + log.lines.map { text in
        let lower = text.lowercased()
        let style: Style = lower.contains("error") ? .error : lower.contains("warn") ? .warning : .text
        return TextLine(text.split(separator: "\t").joined(separator: "  "), style).cut(to: width)
      }
  }

  /// What the log is of, and the keys that change that.
  var logHeading: TextLine {
    guard let logPod else { return TextLine() }
    let container = screen.log.value?.container ?? (screen.isProxyLog ? "istio-proxy" : tr("application"))
    var line = TextLine(logPod, .heading) + TextLine("  " + container, .accent)
    if let count = screen.log.value?.lines.count { line.append(tr("  last \(Figures.counted(count, "line"))"), .muted) }
    if let read = screen.log.readAt { line.append(tr("  read \(Figures.age(now - read)) ago"), .muted) }
    guard screen.log.value != nil else { return line }
    line.append(screen.scroll == nil ? tr("  following") : tr("  held, \(keys.key(.last)) follows"), .muted)
    return line
  }

  private func state<Value>(of reading: Reading<Value>, what: String, width: Int) -> [TextLine] {
    if let problem = reading.problem { return TextLine.wrapped("✗ " + problem, width: width, .error) }
    return reading.value == nil ? [TextLine(tr("Reading \(what)…"), .muted)] : []
  }
}
