import Cells
import MeshModel

/// The columns of the list of proxies: fixed fields for what moves, and as many of them as there is room for.
struct ProxyColumns {
  private struct Column {
    var title: String
    var width: Int
    var isNumber = false
    /// What matters least is left out first.
    var rank: Int
    var value: (ProxyStatus) -> (text: String, style: Style)
  }

  private var columns: [Column]

  init(_ proxies: [ProxyStatus], width: Int) {
    func longest(_ title: String, _ most: Int, _ text: (ProxyStatus) -> String) -> Int {
      max(TextWidth.of(title), min(most, proxies.map { TextWidth.of(text($0)) }.max() ?? 0))
    }
    let none = NumberFormat.missing
    let all: [Column] = [
      Column(title: "", width: 1, rank: 0) { ProxyWords.sign($0) },
      Column(title: "NAMESPACE", width: longest("NAMESPACE", 20, \.namespace), rank: 6) { ($0.namespace, .muted) },
      Column(title: "POD", width: longest("POD", 34, ProxyWords.name), rank: 1) { (ProxyWords.name($0), .text) },
      Column(title: "WORKLOAD", width: longest("WORKLOAD", 22) { $0.workload ?? none }, rank: 7) {
        ($0.workload ?? none, .text)
      },
      Column(title: "SOURCE", width: 8, rank: 2) {
        ($0.source?.words ?? none, $0.source == .clusters ? .accent : .text)
      },
      Column(title: "ENVOY", width: 8, rank: 5) { ($0.info?.version ?? none, .muted) },
      Column(title: "AGE", width: 6, isNumber: true, rank: 3) { (Figures.age($0.age), .text) },
      Column(title: "POLL", width: 6, isNumber: true, rank: 8) { (Figures.milliseconds($0.latencyMs), .muted) },
      Column(title: "SIZE", width: 7, isNumber: true, rank: 9) { (ProxyWords.bytes($0.bytes), .muted) },
      Column(title: "REJECTED", width: 8, isNumber: true, rank: 10) { ProxyWords.rejected($0) },
      Column(title: "EJECTED", width: 7, isNumber: true, rank: 4) {
        $0.adminAge == nil ? (none, .muted) : ("\($0.ejections)", $0.ejections > 0 ? .degraded : .text)
      },
      Column(title: "OPEN", width: 5, isNumber: true, rank: 4) {
        $0.adminAge == nil ? (none, .muted) : ("\($0.openBreakers)", $0.openBreakers > 0 ? .degraded : .text)
      },
    ]
    var chosen = all.indices.sorted { all[$0].rank < all[$1].rank }
    while chosen.count > 2, chosen.reduce(-2, { $0 + all[$1].width + 2 }) > width { chosen.removeLast() }
    columns = chosen.sorted().map { all[$0] }
  }

  var headings: TextLine {
    line { column in (column.title, .muted) }
  }

  func row(_ proxy: ProxyStatus) -> TextLine { line { $0.value(proxy) } }

  private func line(_ cell: (Column) -> (text: String, style: Style)) -> TextLine {
    var line = TextLine()
    for column in columns {
      let (text, style) = cell(column)
      let fitted = TextFit.ends.fitting(text, width: column.width)
      line.append(column.isNumber ? fitted.leftPadded(column.width) : fitted.rightPadded(column.width), style)
      line.append("  ")
    }
    return line
  }
}
