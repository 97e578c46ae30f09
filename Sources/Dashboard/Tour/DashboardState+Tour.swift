import Cells
import Texts

extension DashboardState {
  /// The hint that is on the screen; nil while a message or a question wants the attention.
  var tourHint: TourHint? {
    guard let tour, !panes.isTooSmall, let place = tourPlace else { return nil }
    return tour.hint(at: place)
  }

  private var tourPlace: TourHint.Place? {
    switch front {
    case nil: graph.model.cards.isEmpty || graph.find != nil ? nil : .graph
    case .weights: .weights
    case .preview: .preview
    case .afterwards: .afterwards
    default: nil
    }
  }

  /// Draws the hint on the screen, with the key that puts it away.
  var tourPainter: TourPainter? {
    guard let hint = tourHint else { return nil }
    let key = keys.key(.tour)
    return TourPainter(text: hint.text(keys) + (key.isEmpty ? "" : " " + tr("[\(key)] next")))
  }

  /// Puts the hint on the screen away; without one the tour begins anew.
  mutating func stepTour() -> [DashboardEffect] {
    if let hint = tourHint {
      tour?.dismissed.insert(hint)
      return [.endTour]
    }
    tour = Tour()
    return []
  }
}
