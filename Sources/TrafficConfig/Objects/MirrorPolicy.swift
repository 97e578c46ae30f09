import Documents

/// A destination that gets a copy of some requests; its answers are dropped.
public struct MirrorPolicy: Sendable, Hashable {
  /// As written: perhaps a short name.
  public var host: String
  public var subset: String?
  public var port: Int?
  /// 0...100.
  public var percent: Double

  init(destination: JSONValue?, percent: Double) {
    host = destination?["host"]?.string ?? ""
    subset = destination?["subset"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    port = destination?["port"]?["number"]?.int
    self.percent = percent
  }

  /// All mirrors of a route, the old single field included; those of 0 percent are left out, as Istio does.
  static func all(ofRoute route: JSONValue) -> [MirrorPolicy] {
    var mirrors: [MirrorPolicy] = []
    if let mirror = route["mirror"], case .object = mirror {
      let old = route["mirrorPercent"]?.double ?? route["mirror_percent"]?.double
      let percent = route["mirrorPercentage"].map { $0["value"]?.double ?? 0 } ?? old ?? 100
      mirrors.append(MirrorPolicy(destination: mirror, percent: percent))
    }
    for entry in route["mirrors"]?.array ?? [] {
      let percent = entry["percentage"].map { $0["value"]?.double ?? 0 } ?? 100
      mirrors.append(MirrorPolicy(destination: entry["destination"], percent: percent))
    }
    return mirrors.filter { $0.percent > 0 }
  }
}
