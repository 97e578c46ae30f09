import Cells
import MeshModel
import Texts

extension DetailDocument {
  /// A line per kind of response, errors first.
  static func responses(_ responses: [ResponseKey: Double]) -> [TextLine] {
    ErrorShare.all(of: responses).prefix(8).map { share in
      let isError = ErrorShare.isError(code: share.code)
      var line = TextLine(ResponseWords.code(share.code).rightPadded(5), isError ? .error : .text)
      line.append(NumberFormat.percent(share.percent) + "  " + NumberFormat.rate(share.rate))
      if let words = ResponseWords.flags(share.flags) { line.append("  \(share.flags): \(words)", .muted) }
      return line
    }
  }

  /// The kinds of response on one line, most frequent first, errors with their flags in words.
  static func responseSummary(_ responses: [ResponseKey: Double]) -> TextLine {
    var line = TextLine()
    for share in ErrorShare.all(of: responses).sorted(by: { $0.rate > $1.rate }).prefix(3) {
      let isError = ErrorShare.isError(code: share.code)
      if !line.isEmpty { line.append("   ") }
      line.append(ResponseWords.code(share.code) + " ", isError ? .error : .muted)
      line.append(Figures.percent(share.percent), isError ? .error : .text)
      if let words = ResponseWords.flags(share.flags) { line.append(" (\(share.flags): \(words))", .muted) }
    }
    return line
  }

  /// That figures are old since their proxies are read rarely; nil where they are not.
  static func age(_ asOf: Double?, in snapshot: MeshSnapshot) -> TextLine? {
    asOf.map { time in
      let age = Figures.duration(max(1, (snapshot.timestamp - time).rounded()))
      return TextLine(tr("~ read \(age) ago: proxies that nothing on the screen needs are read rarely"), .warning)
    }
  }

  static func latency(_ latency: Latency?) -> TextLine? {
    guard let latency else { return nil }
    var line = TextLine()
    for (name, value) in [
      ("p50", latency.p50), ("p95", latency.p95), ("p99", latency.p99), (tr("avg"), latency.average),
    ] {
      line.append((line.isEmpty ? "" : "  ") + name + " ", .muted)
      line.append(NumberFormat.milliseconds(value))
    }
    return line
  }

  /// A caller or callee with its figures, each in its field.
  static func neighbour(_ name: String, _ link: GraphLink) -> TextLine {
    var line = TextLine(name.rightPadded(13) + " ", link.isIdle ? .idle : .text)
    line.append(link.rate > 0 || link.byteRate <= 0 ? NumberFormat.rate(link.rate) : Figures.byteRate(link.byteRate))
    if let percent = link.percentError {
      line.append(" " + NumberFormat.percent(percent), percent > 0 ? .error : .text)
      line.append(" " + tr("err"), .muted)
    }
    if let p95 = link.latency?.p95 {
      line.append("  p95 ", .muted)
      line.append(NumberFormat.milliseconds(p95))
    }
    if let mtls = link.mtlsPercent {
      line.append(tr("  mTLS"), .muted)
      if mtls < 100 { line.append(" " + Figures.percent(mtls), .warning) }
    }
    return line
  }

  static func health(_ health: Health) -> TextLine {
    var line = TextLine(health.status.sign + " " + health.status.word, health.status.style)
    if let reason = health.reason { line.append(tr(": ") + reason) }
    return line
  }
}
