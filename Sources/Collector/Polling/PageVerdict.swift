import ProxyStats
import Texts

/// Whether a page can be counted.
enum PageVerdict: Hashable, Sendable {
  case good
  /// Counted, but something on it is wrong.
  case flawed(reason: String)
  /// Not counted.
  case unusable(reason: String)

  init(_ page: StatsPage) {
    switch page.ending {
    case .tooLarge: self = .unusable(reason: tr("the page is larger than the limit, \(page.bytes >> 20) MB"))
    case .truncated: self = .unusable(reason: tr("half a page: it ends within a line after \(page.bytes) bytes"))
    case .complete:
      guard page.errors > 0 else {
        self = .good
        return
      }
      let sample = page.firstError ?? "unreadable"
      if page.samples == 0 {
        self = .unusable(reason: tr("no stats: \(sample)"))
      } else {
        self = .flawed(reason: tr("\(page.errors) of \(page.lines) lines unusable: \(sample)"))
      }
    }
  }
}
