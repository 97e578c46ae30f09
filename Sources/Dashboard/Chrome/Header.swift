import Cells
import MeshModel
import Texts

/// The top line: where we are, what is collected, and how fresh it is.
///
/// Fields have fixed widths, so the line stands still while its figures move; on narrow screens what matters least is
/// left out whole.
struct Header {
  var context: DashboardContext
  var options: ViewOptions
  var connection: ConnectionState
  /// What the screen shows; nil before the first look.
  var snapshot: MeshSnapshot?
  /// When the oldest poll was that the screen rests on, where some proxies are read rarely; nil where none is.
  var oldest: Double?
  var now: Double
  /// When the picture was frozen; nil while it is live.
  var frozenAt: Double?
  /// The recording that is shown; nil on a mesh.
  var replay: Replay?
  /// Without Unicode a word says it better than a sign.
  var glyphs = GlyphSet.unicode

  /// Whether the data is older than two polls and a little patience.
  var isStale: Bool {
    guard let age = snapshotAge else { return false }
    // A store is asked when it has looked at the proxies again.
    let pace = max(options.refresh, min(snapshot?.store?.scrapeInterval ?? 0, 60))
    return frozenAt == nil && replay == nil && age > pace * 2 + 3
  }

  /// Seconds since what is shown was read, the oldest of it.
  var age: Double? {
    snapshotAge.map { max($0, oldest.map { now - $0 } ?? 0) }
  }

  private var snapshotAge: Double? {
    snapshot.map { max(0, now - $0.timestamp) + ($0.store?.age ?? 0) }
  }

  func line(width: Int) -> TextLine {
    for level in 0...Self.levels {
      let (left, right) = parts(level: level)
      let gap = width - left.width - right.width
      if gap >= 2 { return left + TextLine(String(repeating: " ", count: gap), .header) + right }
    }
    let right = parts(level: Self.levels).right
    let room = max(0, width - right.width - 1)
    let bar: Style = context.isProtected ? .protected : .header
    var left = TextLine(((context.isProtected ? " ▲ " : " ") + context.name).fitted(room), bar)
    left.pad(to: max(0, width - right.width), bar)
    return left + right
  }

  /// Levels of leaving out.
  private static let levels = 7

  private func parts(level: Int) -> (left: TextLine, right: TextLine) {
    // A protected context is a bar of its own colour, with a mark that is seen without colours.
    let bar: Style = context.isProtected ? .protected : .header
    var left = TextLine(level < 5 ? " vigla  " : " ", bar.bold)
    if context.isProtected { left.append("▲ ", bar) }
    left.append(context.name, context.readOnlyReason == nil ? bar : .protected)
    if level < 7 { left.append(" ▸ " + context.scope, bar) }
    if context.isProtected { left.append(" ", bar) }
    var right = TextLine()
    func field(_ text: String, _ style: Style = .header) {
      if !right.isEmpty { right.append(level < 3 ? "   " : "  ", .header) }
      right.append(text, style)
    }
    if let frozenAt { field(tr("FROZEN \(Figures.clock(frozenAt, offset: context.utcOffsetSeconds))"), .warning) }
    if let replay {
      let time = Figures.clock(replay.clock, offset: context.utcOffsetSeconds)
      field(replay.isPlaying ? tr("REPLAY \(replay.speedText) \(time)") : tr("PAUSED \(time)"), .warning)
    }
    if context.isInsecure { field(level < 4 ? tr("TLS NOT VERIFIED") : tr("INSECURE"), Style.failure.bold) }
    // In the end the colour of the name is enough; a recording says for itself that nothing is written.
    if context.readOnlyReason != nil, replay == nil, level < Self.levels || !context.isInsecure {
      field(tr("READ-ONLY"), .protected)
    }
    if level < 5 { field(level < 1 ? tr("graph: \(options.graphType.words)") : options.graphType.words) }
    if let store = snapshot?.store {
      let sign = storeSign(store)
      field((level < 2 ? tr("source: \(store.name)") : store.name) + " " + sign.text, sign.style)
    } else if level < 6, let source = snapshot?.sourceWords {
      field(tr("source: \(source)"), .accent)
    }
    if level < 2, replay == nil { field(tr("\(Figures.duration(options.refresh)) poll")) }
    let window = Figures.duration(options.window)
    if level < 4 { field(level < 2 ? tr("\(window) window") : window) }
    let proxies = proxyField
    if level < 7, snapshot?.store == nil {
      field(
        (level < 6 ? tr("\(proxies.text) proxies") : proxies.text) + " " + proxies.sign.rightPadded(fine.count),
        proxies.style)
    }
    if context.hasAPI {
      let api = apiField
      if level < 6 || api.sign != fine { field("API " + api.sign, api.style) }
    }
    guard replay == nil else { return (left, right) }
    let old = (age.map { Figures.age($0) } ?? Figures.none).leftPadded(5)
    let mark = isStale ? "! " : level < 1 ? tr("data ") : ""
    field(mark + tr("\(old) old "), isStale ? .stale : .header)
    return (left, right)
  }

  private var fine: String { glyphs == .ascii ? "ok" : "✓" }

  /// `6/6` with a sign.
  private var proxyField: (text: String, sign: String, style: Style) {
    let all = snapshot?.proxies ?? []
    let answering = all.count { $0.state == .answering }
    let failing = all.count { if case .failing = $0.state { true } else { false } }
    let total = String(all.count)
    let text = String(answering).leftPadded(total.count) + "/" + total
    if all.isEmpty { return (text, "?", .header) }
    if failing == all.count { return (text, "✗", .failure) }
    if failing > 0 { return (text, "!", .degraded) }
    return answering == all.count ? (text, fine, .healthy) : (text, "·", .header)
  }

  private func storeSign(_ store: MetricsStoreStatus) -> (text: String, style: Style) {
    if store.problem != nil { return ("✗", .failure) }
    return store.age == nil ? ("·", .header) : (fine, .healthy)
  }

  private var apiField: (sign: String, style: Style) {
    switch connection {
    case .connecting: ("·", .header)
    case .failing: ("✗", .failure)
    case .connected: snapshot?.controlPlaneProblem == nil ? (fine, .healthy) : ("!", .degraded)
    }
  }
}

extension GraphType {
  /// In words, for people.
  var words: String {
    switch self {
    case .versionedApp: tr("versioned app")
    case .app: tr("app")
    case .workload: tr("workload")
    case .service: tr("service")
    }
  }
}
