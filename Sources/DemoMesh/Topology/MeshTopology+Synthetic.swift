import MeshModel

extension MeshTopology {
  /// A made-up shop of `count` services for work at scale: some front ends, most services in the middle, stores below.
  ///
  /// Calls go down the layers and never in a circle. Who is called follows preferential attachment, so a few services
  /// have very many callers and most have one or two; calls within a namespace are likelier. A quarter of the services
  /// have two or three versions. One seed gives one mesh.
  ///
  /// - Parameter count: at least 1.
  /// - Complexity: O(count).
  public static func synthetic(count: Int, seed: UInt64 = 1) -> MeshTopology {
    var builder = SyntheticBuilder(count: max(1, count), seed: seed)
    return builder.build()
  }
}
