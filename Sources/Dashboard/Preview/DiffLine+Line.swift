import Cells
import Documents

extension DiffLine {
  /// With the sign of its kind.
  var line: TextLine {
    switch kind {
    case .context: TextLine("   " + text, .text)
    case .added: TextLine(" + " + text, .added)
    case .removed: TextLine(" - " + text, .removed)
    }
  }
}
