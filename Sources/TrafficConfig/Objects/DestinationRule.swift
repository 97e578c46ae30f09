import Documents

/// A DestinationRule. The lists are read from the document at each access: O(size).
public struct DestinationRule: IstioObject {
  public static let kind = "DestinationRule"
  public static let plural = "destinationrules"

  public var document: JSONValue

  public init(document: JSONValue) { self.document = document }

  /// As written: perhaps a short name.
  public var host: String { spec["host"]?.string ?? "" }
  public var subsets: [Subset] { spec["subsets"]?.array?.map(Subset.init) ?? [] }
  public var trafficPolicy: TrafficPolicy? { TrafficPolicy(spec["trafficPolicy"]) }
  /// Labels of the client workloads that the rule is for; nil means all.
  public var workloadSelector: [String: String]? {
    spec["workloadSelector"].map { $0["matchLabels"]?.stringMap ?? [:] }
  }

  /// The subset of that name.
  public func subset(named name: String) -> Subset? { subsets.first { $0.name == name } }
}
