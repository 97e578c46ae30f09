/// Calls that an application makes at the same time; the stages of a workload follow one another.
public struct CallStage: Hashable, Sendable {
  public var calls: [CallSpec]

  public init(_ calls: [CallSpec]) { self.calls = calls }
}
