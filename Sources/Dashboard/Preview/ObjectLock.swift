import Texts

/// How an object is now, compared with what a plan took it to be.
enum ObjectLock: Hashable, Sendable {
  /// Still the same.
  case held
  case changed
  case deleted
  /// The plan would create it, but it is there already.
  case created

  /// In words that follow the object's name; nil while the plan is right about it.
  var words: String? {
    switch self {
    case .held: nil
    case .changed: tr("changed since")
    case .deleted: tr("deleted since")
    case .created: tr("created since")
    }
  }
}
