import MeshModel

/// How many responses of a kind are borne before health suffers.
public struct RequestTolerance: Hashable, Sendable {
  /// Seen from the node that is judged.
  public enum Direction: String, Sendable, CaseIterable { case inbound, outbound }

  /// The codes, where `X` stands for a digit, `1-16` for a range and `|` separates alternatives; empty means any.
  public var codes: String
  public var protocols: Set<TrafficProtocol>
  /// Nil means both.
  public var direction: Direction?
  /// Percentages from which the status is degraded and failure; a `degraded` of 0 means any at all.
  public var degraded: Double
  public var failure: Double
  /// What to call the codes in a reason.
  public var name: String

  public init(
    codes: String, protocols: Set<TrafficProtocol>, direction: Direction? = nil, degraded: Double, failure: Double,
    name: String? = nil
  ) {
    self.codes = codes
    self.protocols = protocols
    self.direction = direction
    self.degraded = degraded
    self.failure = failure
    self.name = name ?? codes
  }

  /// Kiali's defaults; but a gRPC request that ended with an HTTP error is judged by that, instead of passing for
  /// healthy.
  public static let defaults = [
    RequestTolerance(codes: "5XX", protocols: [.http, .grpc], degraded: 0, failure: 10),
    RequestTolerance(codes: "4XX", protocols: [.http, .grpc], degraded: 10, failure: 20),
    RequestTolerance(codes: "1-16", protocols: [.grpc], degraded: 0, failure: 10, name: "gRPC 1-16"),
    RequestTolerance(codes: "-", protocols: [.http, .grpc], degraded: 0, failure: 10, name: "no response"),
  ]

  /// Whether a code is one of `codes`.
  public func covers(_ code: String) -> Bool {
    if codes.isEmpty { return true }
    if codes == "-" || code == "-" { return codes.split(separator: "|").contains { $0 == code } }
    return codes.split(separator: "|").contains { Self.covers(code, pattern: $0) }
  }

  private static func covers(_ code: String, pattern: Substring) -> Bool {
    let ends = pattern.split(separator: "-", omittingEmptySubsequences: false)
    if ends.count == 2, let low = Int(ends[0]), let high = Int(ends[1]) {
      return Int(code).map { $0 >= low && $0 <= high } ?? false
    }
    guard code.utf8.count == pattern.utf8.count else { return false }
    return zip(code.utf8, pattern.utf8).allSatisfy { digit, wanted in
      let isWild = wanted == UInt8(ascii: "X") || wanted == UInt8(ascii: "x")
      // A class of codes, `5xx`, stands for any of them.
      return isWild ? (48...57).contains(digit) || digit == UInt8(ascii: "x") : digit == wanted
    }
  }
}
