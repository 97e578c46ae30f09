import Cells
import Texts

extension DashboardState {
  /// Seconds without a key or the mouse after which the picture may be laid out anew by itself.
  static let idleSeconds = 60.0
  /// Seconds between two looks at whether that would be worth it.
  static let tidySeconds = 60.0
  /// Seconds after which a changed drawing is handed out to be kept.
  static let keepSeconds = 30.0

  /// What time does to the picture: where warm starts have made it much worse than it need be, it is laid out anew while
  /// nobody is at work, and that is said; a changed drawing is kept for the next session now and then.
  mutating func stayStill(at time: Double) -> [DashboardEffect] {
    if time - lastInput >= Self.idleSeconds, time - lastTidied >= Self.tidySeconds, frozen == nil, screens.isEmpty,
      !graph.isSettling
    {
      lastTidied = time
      if let news = graph.tidy(pane: panes.main.size) {
        tell(
          .info, tr("Laid out anew: lines crossed \(news.before) times, now \(news.after)."), topic: "layout")
      }
    }
    guard time - lastKept >= Self.keepSeconds, graph.view.isDrawn, !graph.scene.isEmpty,
      graph.scene.drawing != keptDrawing, let layout
    else { return [] }
    lastKept = time
    keptDrawing = graph.scene.drawing
    return [.keepLayout(layout)]
  }
}
