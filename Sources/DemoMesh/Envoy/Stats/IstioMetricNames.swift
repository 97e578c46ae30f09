/// Gives the metrics that a stock Envoy's stats logger writes their genuine names, in Prometheus text that comes in
/// pieces: `envoy_istio_…` at the beginning of a line or after `# TYPE ` or `# HELP ` becomes `istio_…`. All other
/// bytes stay as they are.
struct IstioMetricNames {
  private static let prefix = Array("envoy_istio_".utf8)
  private static let dropped = Array("envoy_".utf8).count
  /// What a line may begin with that has the prefix at its end.
  private static let openings = ["", "# TYPE ", "# HELP "].map { Array($0.utf8) + prefix }
  private static let newline = UInt8(ascii: "\n")

  /// The beginning of a line that may still become one of the openings.
  private var held: [UInt8] = []
  /// The rest of the line is no name.
  private var isPassing = false

  /// Renames in the next piece of a page, whatever it begins and ends with.
  ///
  /// - Complexity: O(bytes).
  mutating func rename(_ piece: some Collection<UInt8>, into page: inout [UInt8]) {
    var rest = piece[...]
    while !rest.isEmpty {
      if isPassing {
        guard let end = rest.firstIndex(of: Self.newline) else { return page.append(contentsOf: rest) }
        let next = rest.index(after: end)
        page.append(contentsOf: rest[..<next])
        rest = rest[next...]
        isPassing = false
      } else {
        held.append(rest.removeFirst())
        judge(into: &page)
      }
    }
  }

  /// Writes what was held back at the end of a page.
  mutating func finish(into page: inout [UInt8]) {
    page.append(contentsOf: held)
    held = []
    isPassing = false
  }

  private mutating func judge(into page: inout [UInt8]) {
    let candidates = Self.openings.filter { $0.starts(with: held) }
    if candidates.isEmpty {
      page.append(contentsOf: held)
      isPassing = held.last != Self.newline
    } else if candidates.contains(held) {
      page.append(contentsOf: held.dropLast(Self.prefix.count))
      page.append(contentsOf: Self.prefix.dropFirst(Self.dropped))
      isPassing = true
    } else {
      return
    }
    held.removeAll(keepingCapacity: true)
  }
}
