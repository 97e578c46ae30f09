/// Picks the kinds of requests of a load by their shares.
struct EntryPicker: Sendable {
  private let entries: [EntryLoad]
  private let shares: [Double]

  init(_ entries: [EntryLoad]) {
    self.entries = entries
    shares = entries.map(\.share)
  }

  /// nil when there is nothing to pick.
  func next(_ random: inout RandomSource) -> EntryLoad? {
    entries.isEmpty ? nil : entries[random.weighted(shares)]
  }
}
