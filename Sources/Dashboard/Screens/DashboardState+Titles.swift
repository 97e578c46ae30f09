import Cells
import Texts

extension DashboardState {
  /// The name of a list, with where it is about and what is wrong as a whole.
  func tableTitle(_ kind: TableKind) -> TextLine {
    var line = TextLine(kind.title, .title)
    guard kind.showsMesh, size.width >= 60 else { return line }
    line.append("  " + context.scope, .muted)
    if kind == .proxies {
      let answering = shownProxies.count { $0.state == .answering }
      line.append(
        tr("  \(answering) of \(shownProxies.count) answer"), answering < shownProxies.count ? .warning : .muted)
    }
    if frozen != nil { line.append(tr("  frozen"), .warning) }
    return line
  }
}
