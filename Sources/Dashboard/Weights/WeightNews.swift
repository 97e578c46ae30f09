import Texts
import TrafficConfig

/// What happened to the routes under an open form, in a sentence.
struct WeightNews: Hashable, Sendable {
  var text: String
  /// Something that was entered still stands, against what is live now.
  var isAgainstEntered: Bool

  /// Compares the routes that a form was about with those that it is about now; nil if nothing changed.
  ///
  /// - Parameters:
  ///   - kept: something entered was carried over.
  ///   - lost: something entered is about a route or version that is gone.
  init?(from old: WeightsScreen, to new: WeightsScreen, kept: Bool, lost: Bool) {
    guard let what = Self.change(from: old, to: new) else { return nil }
    var text = what
    if lost { text += tr(" What you entered for what is gone is dropped.") }
    if kept { text += tr(" What you entered is kept.") }
    self.text = text
    isAgainstEntered = kept
  }

  private static func change(from old: WeightsScreen, to new: WeightsScreen) -> String? {
    if old.governor != new.governor {
      switch (old.governor, new.governor) {
      case (let gone?, nil): return tr("\(gone) was deleted: no rule now, one would be created.")
      case (nil, let made?): return tr("\(made) was created meanwhile: the form is about it now.")
      case (let gone?, let other?): return tr("\(other) decides now, no longer \(gone).")
      case (nil, nil): return nil
      }
    }
    let name = new.governor.map { "\($0)" } ?? tr("The set of versions")
    if old.routes.map(\.split.id) != new.routes.map(\.split.id)
      || old.routes.map(\.split.matchSummary) != new.routes.map(\.split.matchSummary)
    {
      return tr("\(name) was changed by somebody else: it has other routes now.")
    }
    for (before, after) in zip(old.routes, new.routes) {
      if before.targets.map(\.name) != after.targets.map(\.name) {
        let gone = before.targets.map(\.name).filter { name in !after.targets.contains { $0.name == name } }
        let came = after.targets.map(\.name).filter { name in !before.targets.contains { $0.name == name } }
        let parts = [(gone, tr("without")), (came, tr("with"))].filter { !$0.0.isEmpty }
        let words = parts.map { "\($0.1) \($0.0.joined(separator: ", "))" }.joined(separator: ", ")
        return tr("The route has other versions now") + (words.isEmpty ? "." : tr(": \(words)."))
      }
      if before.weights != after.weights, new.governor != nil {
        let weights = after.weights.map(String.init).joined(separator: "/")
        return tr("\(name) was changed by somebody else: live is \(weights).")
      }
    }
    return nil
  }
}
