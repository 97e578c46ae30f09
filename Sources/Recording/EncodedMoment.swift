/// One look at the mesh as bytes, and what has to be known to read it besides what came before.
public struct EncodedMoment: Sendable, Hashable {
  /// Seconds since 1970.
  public let time: Double
  /// Moments of one epoch share their keys and shapes; the first of a new epoch begins afresh.
  let epoch: Int
  /// Follow those of the epoch's earlier moments.
  let newKeys: [String]
  let newShapes: [[UInt8]]
  let frame: [UInt8]
}
