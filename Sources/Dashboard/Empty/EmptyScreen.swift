import Cells
import MeshModel
import Texts

/// Why there is nothing to draw, and what can be done about it.
struct EmptyScreen {
  var context: DashboardContext
  var options: ViewOptions
  var connection: ConnectionState
  var snapshot: MeshSnapshot?
  var now: Double
  var started: Double
  /// Keys that may help.
  var keys: [Footer.Hint]

  struct Advice: Hashable, Sendable {
    var title: String
    var paragraphs: [TextLine]
  }

  func draw(on canvas: inout Canvas, in area: Rect) {
    let advice = self.advice
    let width = min(76, area.width - 4)
    guard width > 8 else { return }
    var lines = TextLine.wrapped(advice.title, width: width, .title)
    // On a low screen blank lines are a luxury.
    let isLow = area.height < 12
    if !isLow { lines.append(TextLine()) }
    for paragraph in advice.paragraphs {
      if paragraph.isEmpty {
        if !isLow { lines.append(TextLine()) }
      } else if paragraph.spans.count == 1, let span = paragraph.spans.first {
        lines += TextLine.wrapped(span.text, width: width, span.style)
      } else {
        lines.append(paragraph)
      }
    }
    if !keys.isEmpty {
      var line = TextLine()
      for hint in keys {
        line.append((line.isEmpty ? "" : "   ") + hint.keys, .key)
        line.append(" " + hint.label)
      }
      lines += isLow ? [line] : [TextLine(), line]
    }
    let y = area.y + max(0, min((area.height - lines.count) / 3, 6))
    let x = area.x + max(2, min((area.width - width) / 2, 8))
    canvas.write(lines, in: Rect(x: x, y: y, width: min(width, area.right - x), height: area.bottom - y))
  }

  var advice: Advice {
    if case .failing(let trouble, let message) = connection, snapshot?.nodes.isEmpty ?? true {
      return Self.advice(trouble, message, name: context.name)
    }
    guard let snapshot else { return waiting }
    if let store = snapshot.store { return noFigures(snapshot, of: store) }
    if snapshot.proxies.isEmpty { return noProxies(snapshot) }
    let failing = snapshot.proxies.compactMap { proxy -> String? in
      if case .failing(let reason) = proxy.state { reason } else { nil }
    }
    if failing.count == snapshot.proxies.count { return nothingAnswers(failing) }
    if snapshot.windowSeconds <= 0 || snapshot.proxies.allSatisfy({ $0.state == .pending }) {
      return Advice(
        title: tr("Waiting for the first figures."),
        paragraphs: [TextLine(tr("\(snapshot.proxies.count) proxies are being asked; the first rates take two polls."))]
      )
    }
    return noTraffic(snapshot, failing: failing.count)
  }

  // MARK: Cases

  private var waiting: Advice {
    let since = now - started
    var paragraphs = [TextLine(tr("Looking for services, pods and proxies in \(context.scope)."))]
    if since >= 3 { paragraphs.append(TextLine(tr("Waiting for \(Figures.age(since)) so far."), .muted)) }
    return Advice(title: tr("Connecting to \(context.name) …"), paragraphs: paragraphs)
  }

  private static func advice(_ trouble: ConnectionState.Trouble, _ message: String, name: String) -> Advice {
    switch trouble {
    case .unreachable:
      Advice(
        title: tr("The API server of \(name) cannot be reached."),
        paragraphs: [
          TextLine("✗ " + message, .error), TextLine(),
          TextLine(tr("Trying again by itself. Check VPN and network, or choose another context with --context.")),
        ])
    case .unauthorized:
      Advice(
        title: tr("\(name) does not accept the credentials."),
        paragraphs: [
          TextLine("✗ " + message, .error), TextLine(),
          TextLine(
            tr(
              "The token or certificate may have expired: log in again as you do for kubectl, and Vigla takes the new "
                + "one. Ctrl-R tries at once, and lets a login plugin ask you.")),
        ])
    case .forbidden:
      Advice(
        title: tr("You may not read this in \(name)."),
        paragraphs: [
          TextLine("✗ " + message, .error), TextLine(),
          TextLine(
            tr(
              "Vigla needs to list pods and services and to get pods/proxy. Ask for these rights, or choose a namespace "
                + "where you have them with -n.")),
        ])
    case .other:
      Advice(
        title: tr("Something is wrong with \(name)."),
        paragraphs: [TextLine("✗ " + message, .error), TextLine(), TextLine(tr("Trying again by itself."))])
    }
  }

  private func noFigures(_ snapshot: MeshSnapshot, of store: MetricsStoreStatus) -> Advice {
    let place = store.place.isEmpty ? store.name : "\(store.name) \(store.place)"
    if store.problem != nil {
      return Advice(title: tr("\(store.name) cannot be read."), paragraphs: problems(snapshot).filter { !$0.isEmpty })
    }
    if store.age == nil || snapshot.windowSeconds <= 0 {
      return Advice(
        title: tr("Waiting for the first figures."),
        paragraphs: [
          TextLine(
            store.place.isEmpty ? tr("Looking for a \(store.name) in the cluster.") : tr("\(place) is being asked."))
        ])
    }
    return Advice(
      title: tr("No traffic in \(context.scope) in the last \(Figures.duration(options.window))."),
      paragraphs: [TextLine(tr("\(place) answers, and knows of no requests there."))] + problems(snapshot))
  }

  private func noProxies(_ snapshot: MeshSnapshot) -> Advice {
    let pods = snapshot.workloads.flatMap(\.pods)
    var paragraphs: [TextLine] = []
    if pods.isEmpty {
      paragraphs = [
        TextLine(tr("There are no pods in \(context.scope).")), TextLine(),
        TextLine(tr("Choose another namespace below, or all of them with :ns *.")),
      ]
    } else {
      paragraphs = [
        TextLine(tr("\(pods.count) pods run there, none of them with an Istio proxy, so nothing can be measured.")),
        TextLine(),
        TextLine(
          tr(
            "To inject proxies: kubectl label namespace \(firstNamespace) istio-injection=enabled, then restart the "
              + "deployments. For an ambient mesh choose a namespace with a waypoint.")),
      ]
    }
    return Advice(title: tr("No proxies in \(context.scope)."), paragraphs: paragraphs + problems(snapshot))
  }

  private var firstNamespace: String { context.namespaces?.first ?? tr("NAMESPACE") }

  private func nothingAnswers(_ reasons: [String]) -> Advice {
    var counts: [String: Int] = [:]
    for reason in reasons { counts[reason, default: 0] += 1 }
    let lines = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(4).map {
      TextLine("✗ \($0.value) × \($0.key)", .error)
    }
    return Advice(
      title: reasons.count == 1
        ? tr("The only proxy does not answer.") : tr("None of \(reasons.count) proxies answers."),
      paragraphs: lines + [
        TextLine(),
        TextLine(
          tr(
            "Their statistics are read through the API server (pods/proxy, port 15090). A network policy, missing "
              + "rights or a proxy that does not serve them may be in the way.")),
      ])
  }

  private func noTraffic(_ snapshot: MeshSnapshot, failing: Int) -> Advice {
    let answering = snapshot.proxies.count { $0.state == .answering }
    let all = snapshot.proxies.count
    let newest = newestRequest(snapshot)
    let sentence =
      newest.map { newest in
        tr("\(answering) of \(all) proxies answer, the newest request was \(Figures.age(now - newest)) ago.")
      } ?? tr("\(answering) of \(all) proxies answer, and none has seen a request since Vigla started.")
    let guess =
      newest == nil
      ? tr("Likely: nobody is calling. Other reasons:")
      : tr("Likely: nobody calls any more, or a gateway or a route does not lead here any more. Other reasons:")
    let bare = snapshot.workloads.flatMap(\.pods).count { !$0.isMeshed }
    let checks = [
      Self.check(bare == 0, tr("all pods have a proxy"), tr("\(bare) pods have no proxy and cannot be seen")),
      Self.check(failing == 0, tr("all metrics are readable"), tr("\(failing) proxies do not answer")),
    ]
    return Advice(
      title: tr("No traffic in \(context.scope) in the last \(Figures.duration(options.window))."),
      paragraphs: [
        TextLine(sentence), TextLine(), TextLine(guess),
      ] + checks + problems(snapshot))
  }

  private static func check(_ isFine: Bool, _ fine: String, _ bad: String) -> TextLine {
    isFine
      ? TextLine("✓ ", .healthy) + TextLine(tr("ruled out: \(fine)"))
      : TextLine("! ", .degraded) + TextLine(bad)
  }

  private func newestRequest(_ snapshot: MeshSnapshot) -> Double? {
    snapshot.nodeHistory.values.joined().filter { $0.rate > 0 }.map(\.time).max()
  }

  private func problems(_ snapshot: MeshSnapshot) -> [TextLine] {
    let notices = snapshot.notices.filter { $0.level != .info }.prefix(4)
    guard !notices.isEmpty else { return [] }
    return [TextLine()] + notices.map { TextLine("! " + $0.text, $0.level == .error ? .error : .warning) }
  }
}
